/** Studies as pages: scripts of text and code, run cell by cell, with what came out in place. */
package ridgepoint.notebook.page;
