/** Moving a deployment from one network to another, watched and driven from outside. */
package io.fourfold.infra.reindex;
