package io.fourfold.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes a scratch directory with a file in it, starts a process that would never end, prints both, then waits or ends. */
final class ScratchUser {

    private ScratchUser() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path directory = ScratchDirectory.create();
        Files.writeString(Files.createDirectories(directory.resolve("store")).resolve("data"), "data");
        Process child = new ProcessBuilder("sleep", "1000").start();
        System.out.println(directory);
        System.out.println(child.pid());
        if (arguments[0].equals("waits")) {
            child.waitFor();
        }
    }
}
