package io.fourfold.infra.cli;

import picocli.CommandLine.Command;

/** {@code fourfold topics}. */
@Command(
        name = "topics",
        description = "Creates the topics, or compares them with what is needed.",
        subcommands = {CreateTopicsCommand.class, CheckTopicsCommand.class})
final class TopicsCommand {}
