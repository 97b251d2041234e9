/** What stands outside a deployment and talks to it: producers, consumers and the HTTP client. */
package io.fourfold.infra.client;
