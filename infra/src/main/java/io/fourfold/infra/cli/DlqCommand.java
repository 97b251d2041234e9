package io.fourfold.infra.cli;

import picocli.CommandLine.Command;

/** {@code fourfold dlq}. */
@Command(
        name = "dlq",
        description =
                "Lists dead letters that nobody has dealt with, shows them, sends them where they came from or discards"
                        + " them.",
        subcommands = {
            ListLettersCommand.class,
            ShowLetterCommand.class,
            ReplayLettersCommand.class,
            DiscardLettersCommand.class
        })
final class DlqCommand {}
