package io.fourfold.infra.local;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * How to run Apicurio Registry 2.6 as a child process that keeps its schemas in an H2 file, so that schema ids last as
 * long as the records that carry them.
 */
final class RegistryCommand {

    private static final String MAIN_CLASS = "io.quarkus.runner.GeneratedMain";

    private RegistryCommand() {}

    static ProcessBuilder of(Path program, Path directory, String host, int port, ClassArchive archive)
            throws IOException {
        List<Path> jars =
                List.of(find(program, "fourfold-*-guard.jar"), find(program, "apicurio-registry-app-*-runner.jar"));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx384m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        command.addAll(archive.jvmOptions(jars));
        // By this OrphanedProcess knows the child again.
        command.add("-Dfourfold.data=" + directory);
        command.add("-cp");
        command.add(jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        command.add(StdinGuard.class.getName());
        command.add(MAIN_CLASS);

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

    private static Path find(Path program, String pattern) throws IOException {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(program, pattern)) {
            Iterator<Path> jars = found.iterator();
            if (jars.hasNext()) {
                return jars.next();
            }
        }
        throw new LocalStackException("No schema registry in " + program + ". Build it with: mvn -DskipTests package");
    }
}
