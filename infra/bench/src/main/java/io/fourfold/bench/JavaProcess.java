package io.fourfold.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM of its own on this one's class path, whose errors are seen here. */
final class JavaProcess {

    private JavaProcess() {}

    /** @param options of the JVM, such as the size of its heap */
    static ProcessBuilder of(List<String> options, String mainClass, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), mainClass));
        command.addAll(arguments);
        return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    }
}
