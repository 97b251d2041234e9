package io.fourfold.infra.cli;

import io.fourfold.model.decoder.Caption;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option of commands that list captions. */
final class MinConfidenceOption {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    private Optional<Double> least = Optional.empty();

    @Option(
            names = "--min-confidence",
            paramLabel = "P",
            description = "leaves out captions that a person would accept with less probability than this, or whose"
                    + " confidence is not known; 0 to 1; default: none")
    void set(double confidence) {
        if (!(confidence >= 0 && confidence <= 1)) {
            throw new ParameterException(
                    command.commandLine(), "--min-confidence must be a number from 0 to 1, not " + confidence);
        }
        least = Optional.of(confidence);
    }

    /** What was asked for. */
    Optional<Double> given() {
        return least;
    }

    /** A confidence that every caption has, unless something else was asked for. */
    double orAny() {
        return least.orElse(Caption.NOT_KNOWN);
    }
}
