/**
 * Uploads and deletes that come by HTTP become events.
 */
package io.fourfold.topology.upload;
