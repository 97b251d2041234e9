package io.fourfold.bench.cli;

import io.fourfold.infra.cli.Subcommand;
import picocli.CommandLine.Command;

/** {@code fourfold bench}. */
@Command(
        name = "bench",
        description = "Measures, each figure beside its limit.",
        subcommands = {
            ModelBenchCommand.class,
            InversionBenchCommand.class,
            PipelineBenchCommand.class,
            PoisonBenchCommand.class,
            PhotosBenchCommand.class,
            IndexBenchCommand.class,
            SearchBenchCommand.class,
            HttpBenchCommand.class,
            MapBenchCommand.class,
            ChaosBenchCommand.class,
            CapacityBenchCommand.class,
            PlanBenchCommand.class
        })
public final class BenchCommand implements Subcommand {}
