package io.fourfold.infra.cli;

import io.fourfold.model.ModelBundle;
import io.fourfold.model.StoredNetwork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The option of commands that ask the network directly. */
public final class ModelOption {

    @Option(names = "--model", paramLabel = "DIR", description = "model bundle; default: the built-in one")
    private Path directory;

    /** The bundle; the caller closes it. */
    public ModelBundle load() {
        return open(Optional.ofNullable(directory));
    }

    /** The bundle's encoder and decoder without starting them. */
    StoredNetwork read() throws IOException {
        return directory == null ? StoredNetwork.readDefault() : StoredNetwork.read(directory);
    }

    /**
     * The bundle in a directory, or else the built-in one; the caller closes it.
     *
     * @throws IllegalArgumentException if a file is missing, damaged or does not fit the others; the message says which
     */
    public static ModelBundle open(Optional<Path> directory) {
        return directory.isPresent() ? ModelBundle.load(directory.get()) : ModelBundle.loadDefault();
    }
}
