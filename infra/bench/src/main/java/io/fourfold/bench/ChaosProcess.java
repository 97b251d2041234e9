package io.fourfold.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A process of the deployment that is killed or paused, and comes back with its data and its address. */
interface ChaosProcess {

    String name();

    /** Process id, while it runs. */
    long pid();

    /** @throws IOException if it does not start */
    void start() throws IOException;

    /** Ends it like {@code kill -9}. */
    void kill() throws InterruptedException;

    /** Stops it where it is, like {@code kill -STOP}. */
    default void pause() throws IOException, InterruptedException {
        run("kill", "-STOP", Long.toString(pid()));
    }

    /** Lets it go on. */
    default void resume() throws IOException, InterruptedException {
        run("kill", "-CONT", Long.toString(pid()));
    }

    /** Runs a command of the system and waits for its end. */
    static void run(String... command) throws IOException, InterruptedException {
        List<String> output = new ArrayList<>();
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.inputReader().lines().forEach(output::add);
        if (process.waitFor() != 0) {
            throw new IOException(String.join(" ", command) + ": " + output);
        }
    }
}
