/** The command line, {@code fourfold}: one class a command, its options and its output. */
package io.fourfold.infra.cli;
