package io.fourfold.infra.cli;

import io.fourfold.model.ModelBundle;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** A model bundle that is loaded while something else starts. */
final class LoadingModel implements AutoCloseable {

    private final CompletableFuture<ModelBundle> model;

    /** @param directory empty for the built-in bundle */
    LoadingModel(Optional<Path> directory) {
        this.model = CompletableFuture.supplyAsync(() -> ModelOption.open(directory));
    }

    /** Waits for it; fails as {@link ModelOption#open} does. It is closed with this. */
    ModelBundle await() {
        try {
            return model.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }

    /** Closes the bundle, once it is there. */
    @Override
    public void close() {
        model.thenAccept(ModelBundle::close);
    }
}
