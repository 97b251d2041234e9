/**
 * Getting at the file of an uploaded photo: inline, or fetched by a claim check.
 */
package io.fourfold.topology.photo;
