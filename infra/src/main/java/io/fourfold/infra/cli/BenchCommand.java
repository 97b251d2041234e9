package io.fourfold.infra.cli;

import picocli.CommandLine.Command;

/** {@code fourfold bench}. */
@Command(
        name = "bench",
        description = "Measures, each figure beside its limit.",
        subcommands = {
            ModelBenchCommand.class,
            InversionBenchCommand.class,
            PipelineBenchCommand.class,
            IndexBenchCommand.class,
            SearchBenchCommand.class,
            HttpBenchCommand.class,
            ChaosBenchCommand.class
        })
final class BenchCommand {}
