/** A broker and a schema registry on this machine, for the demo, tests and benchmarks, and the topics on them. */
package io.fourfold.infra.local;
