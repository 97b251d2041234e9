package io.fourfold.infra.local;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Another JVM that runs a class of the tests. */
public final class ChildJvm implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;

    private ChildJvm(Process process) {
        this.process = process;
        this.output = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    public static ChildJvm start(Class<?> main, Object... arguments) throws IOException {
        return start(System.getProperty("java.class.path"), main, arguments);
    }

    /** One whose class path has only the class's own folder. */
    static ChildJvm startBare(Class<?> main, Object... arguments) throws IOException {
        return start(main.getProtectionDomain().getCodeSource().getLocation().getPath(), main, arguments);
    }

    private static ChildJvm start(String classPath, Class<?> main, Object... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-Dfourfold.home=" + System.getProperty("fourfold.home"),
                "-Dfourfold.log=" + System.getProperty("fourfold.log") + ".child",
                "-cp",
                classPath,
                main.getName()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        return new ChildJvm(new ProcessBuilder(command)
                .redirectError(new File(System.getProperty("fourfold.log") + ".child.err"))
                .start());
    }

    /** The next line it prints; null when it has ended. */
    public String line() throws IOException {
        return output.readLine();
    }

    public Process process() {
        return process;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
