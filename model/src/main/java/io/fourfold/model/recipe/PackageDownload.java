package io.fourfold.model.recipe;

import io.fourfold.model.files.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Downloads a package by its registry's own client, which knows the user's registry, mirrors and proxies.
 *
 * @param command to run in the folder that receives the archive
 * @param archive name of the file that the command leaves there
 * @param sha256 of that file, if it is known
 */
public record PackageDownload(List<String> command, String archive, Optional<String> sha256) implements PackageSource {

    public PackageDownload {
        command = List.copyOf(command);
    }

    /** Runs {@code npm pack}, which checks the package's integrity. */
    public static PackageDownload npm(String npm, String name, String version) {
        String archive = name.replace("@", "").replace('/', '-') + "-" + version + ".tgz";
        return new PackageDownload(List.of(npm, "pack", name + "@" + version), archive, Optional.empty());
    }

    /** Runs {@code mvn dependency:copy} for a jar. */
    public static PackageDownload maven(String mvn, String group, String artifact, String version, String sha256) {
        return new PackageDownload(
                List.of(
                        mvn,
                        "-B",
                        "-q",
                        "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy",
                        "-Dartifact=" + group + ":" + artifact + ":" + version,
                        "-DoutputDirectory=."),
                artifact + "-" + version + ".jar",
                Optional.of(sha256));
    }

    @Override
    public Path fetch(Path folder) throws IOException, InterruptedException {
        Path file = folder.resolve(archive);
        if (Files.exists(file)) {
            return file;
        }
        Process process = start(folder);
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0 || !Files.exists(file)) {
            Files.deleteIfExists(file);
            throw new IOException(command.get(0) + " could not download " + archive + ": " + output.strip() + remedy());
        }
        String found = Sha256.hex(file);
        if (!sha256.orElse(found).equals(found)) {
            Files.delete(file);
            throw new IOException(archive + " has the SHA-256 " + found + ", not " + sha256.get() + remedy());
        }
        return file;
    }

    private Process start(Path folder) throws IOException {
        try {
            return new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            throw new IOException("cannot run " + command.get(0) + " to download " + archive + remedy(), e);
        }
    }

    private String remedy() {
        return "; fetch it elsewhere with '" + String.join(" ", command) + "' and name the file";
    }
}
