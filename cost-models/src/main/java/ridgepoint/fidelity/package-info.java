/** The user's choice between speed and detail, and the model that answers it for each device. */
package ridgepoint.fidelity;
