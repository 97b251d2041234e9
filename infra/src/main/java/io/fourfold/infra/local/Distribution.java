package io.fourfold.infra.local;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the build puts beside the classes, {@code infra/target/dist} or an unpacked tarball; the launcher names it in the
 * system property {@value #HOME}.
 *
 * @param home the directory
 */
public record Distribution(Path home) {

    public static final String HOME = "fourfold.home";

    /** @throws LocalStackException if the property is not set */
    public static Distribution fromSystemProperty() {
        String home = System.getProperty(HOME);
        if (home == null) {
            throw new LocalStackException("The system property " + HOME
                    + " is not set. Start with ./fourfold, or set it to infra/target/dist after mvn package");
        }
        return new Distribution(Path.of(home).toAbsolutePath());
    }

    /** The schema registry's program files. */
    public Path registry() {
        return existing("registry");
    }

    /** Sample photographs. */
    public Path samples() {
        return existing("samples");
    }

    private Path existing(String name) {
        Path path = home.resolve(name);
        if (!Files.isDirectory(path)) {
            throw new LocalStackException(
                    path + " is missing. The full tarball has it, not the slim one; in a clone it is"
                            + " built with: mvn -DskipTests package");
        }
        return path;
    }
}
