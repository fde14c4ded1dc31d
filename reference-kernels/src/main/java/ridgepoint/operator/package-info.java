/**
 * What a model asks a machine to do: one record per operator with its shapes and formats, and the
 * compulsory work that follows from them. Nothing here knows a machine.
 */
package ridgepoint.operator;
