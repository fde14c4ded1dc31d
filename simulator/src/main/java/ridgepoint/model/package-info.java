/** Language models as data: built-in descriptions, imports of foreign formats, parameter counts. */
package ridgepoint.model;
