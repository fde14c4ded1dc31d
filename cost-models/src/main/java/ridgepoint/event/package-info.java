/**
 * The event core that the cycle models of all kinds of devices share: streams of instructions take
 * credits, occupy units and give credits back, on integer time. It knows nothing of what units are.
 */
package ridgepoint.event;
