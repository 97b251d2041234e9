package io.fourfold.infra.cli;

import io.fourfold.topology.deadletter.LetterFilter;
import io.fourfold.topology.deadletter.LetterId;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Which dead letters something is done with; all of them only if that is said. */
final class ChosenLetters {

    @Parameters(arity = "0..*", paramLabel = "ID", description = "ids as 'dlq list' prints them")
    private Set<String> ids = Set.of();

    @Option(names = "--all", description = "all dead letters")
    private boolean all;

    @Mixin
    private LetterOptions options;

    @Spec(Target.MIXEE)
    private CommandSpec spec;

    LetterFilter filter() {
        LetterFilter filter = options.filter(ids.stream().map(LetterId::parse).collect(Collectors.toSet()));
        if (filter.equals(LetterFilter.ALL) != all) {
            throw new ParameterException(
                    spec.commandLine(), "Say which dead letters: ids, options such as --reason, or else --all");
        }
        return filter;
    }
}
