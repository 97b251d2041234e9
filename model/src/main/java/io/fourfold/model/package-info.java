/**
 * The one network behind all four uses, {@link io.fourfold.model.Network}, and the bundle of files that it is kept in:
 * the front door of this module. Training, evaluation and retrieval stand above it, the network's parts below.
 */
package io.fourfold.model;
