/**
 * Certificates and keys from PEM files, which are read again when they change.
 */
package io.fourfold.topology.tls;
