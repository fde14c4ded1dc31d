/** What a memory that computes is asked for, and what that takes it command by command. */
package ridgepoint.pim.kernel;
