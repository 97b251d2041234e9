package io.fourfold.infra.cli;

/** A command that another module adds to the command line, which finds it by {@link java.util.ServiceLoader}. */
public interface Subcommand {}
