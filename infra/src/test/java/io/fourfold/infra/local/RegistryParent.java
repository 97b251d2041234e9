package io.fourfold.infra.local;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/** A program with a registry, to be killed: {@code RegistryParent DIRECTORY}. Prints the child's id and the URL. */
final class RegistryParent {

    private RegistryParent() {}

    public static void main(String[] arguments) throws IOException {
        Path program = Distribution.fromSystemProperty().registry();
        RegistryProcess registry = RegistryProcess.start(program, Path.of(arguments[0]), "localhost", 0);
        System.out.println(registry.pid());
        System.out.println(registry.url());
        System.in.transferTo(OutputStream.nullOutputStream());
    }
}
