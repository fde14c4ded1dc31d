/** The roofline model: compulsory work at peak rates, for every device. */
package ridgepoint.roofline;
