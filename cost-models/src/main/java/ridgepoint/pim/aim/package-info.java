/** SK hynix' GDDR6-AiM command by command: global buffer, products of all banks at once. */
package ridgepoint.pim.aim;
