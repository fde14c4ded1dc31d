/** How fast the models themselves are, measured with JMH. */
package ridgepoint.bench;
