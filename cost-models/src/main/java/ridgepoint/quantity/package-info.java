/** Numbers with units as people write them, checked by dimension and turned into SI. */
package ridgepoint.quantity;
