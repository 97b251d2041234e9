package io.fourfold.infra.cli;

import picocli.CommandLine.Command;

/** {@code fourfold model}. */
@Command(
        name = "model",
        description = "Makes, measures, describes and exports model bundles.",
        subcommands = {
            ConvertCommand.class,
            AdaptCommand.class,
            SplitCommand.class,
            TrainCommand.class,
            CalibrateCommand.class,
            ModelWordsCommand.class,
            EvaluateCommand.class,
            ModelInfoCommand.class,
            ExportCommand.class
        })
final class ModelCommand {}
