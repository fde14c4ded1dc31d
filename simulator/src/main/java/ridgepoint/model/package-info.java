/** Language models as data: layers, mixers, feed-forwards, sizes and parameter counts. */
package ridgepoint.model;
