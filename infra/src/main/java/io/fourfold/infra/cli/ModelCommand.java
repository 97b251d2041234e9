package io.fourfold.infra.cli;

import picocli.CommandLine.Command;

/** {@code fourfold model}. */
@Command(
        name = "model",
        description = "Makes, measures and describes model bundles.",
        subcommands = {
            ConvertCommand.class,
            AdaptCommand.class,
            TrainCommand.class,
            ModelWordsCommand.class,
            EvaluateCommand.class,
            ModelInfoCommand.class
        })
final class ModelCommand {}
