/**
 * Who may do what: API keys from their topic, bearer tokens of an OIDC provider, and what became known of them.
 */
package io.fourfold.topology.access;
