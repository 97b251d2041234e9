package io.fourfold.infra.local;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How to run Apicurio Registry 2.6 as a child process that keeps its schemas in an H2 file, so that schema ids last as
 * long as the records that carry them.
 */
final class RegistryCommand {

    private static final String MAIN_CLASS = "io.quarkus.runner.GeneratedMain";

    private RegistryCommand() {}

    static ProcessBuilder of(Path distribution, Path directory, String host, int port, List<String> jvmOptions)
            throws IOException {
        String separator = System.getProperty("path.separator");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx384m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", guard(directory) + separator + runner(distribution)));
        command.addAll(List.of(StdinGuard.class.getName(), MAIN_CLASS));

        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment()
                .putAll(Map.of(
                        "QUARKUS_HTTP_HOST",
                        host,
                        "QUARKUS_HTTP_PORT",
                        Integer.toString(port),
                        "REGISTRY_DATASOURCE_DB_KIND",
                        "h2",
                        "REGISTRY_DATASOURCE_URL",
                        "jdbc:h2:file:" + directory.resolve("schemas"),
                        "REGISTRY_LOG_LEVEL",
                        "WARN"));
        return builder;
    }

    /** The guard's class file alone: the rest of this class path must not reach the registry. */
    private static Path guard(Path directory) throws IOException {
        Path root = directory.resolve("guard");
        String name = StdinGuard.class.getName().replace('.', '/') + ".class";
        Path file = root.resolve(name);
        Files.createDirectories(file.getParent());
        try (InputStream classFile = StdinGuard.class.getResourceAsStream("/" + name)) {
            Files.copy(classFile, file, StandardCopyOption.REPLACE_EXISTING);
        }
        return root;
    }

    private static Path runner(Path distribution) throws IOException {
        try (DirectoryStream<Path> jars =
                Files.newDirectoryStream(distribution, "apicurio-registry-app-*-runner.jar")) {
            for (Path jar : jars) {
                return jar;
            }
        }
        throw new LocalStackException(
                "No schema registry in " + distribution + ". Build it with: mvn -DskipTests package");
    }
}
