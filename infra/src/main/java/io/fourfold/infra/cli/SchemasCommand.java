package io.fourfold.infra.cli;

import picocli.CommandLine.Command;

/** {@code fourfold schemas}. */
@Command(
        name = "schemas",
        description = "Registers the schemas, or looks whether they are registered as they must be.",
        subcommands = {RegisterSchemasCommand.class, CheckSchemasCommand.class})
final class SchemasCommand {}
