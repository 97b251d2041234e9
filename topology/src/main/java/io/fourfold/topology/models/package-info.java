/**
 * Which networks are deployed and which one is in service: the record of it, its followers, and their topics.
 */
package io.fourfold.topology.models;
