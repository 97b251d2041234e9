package io.fourfold.infra.local;

import java.io.IOException;
import java.io.OutputStream;

/** Does nothing until its standard input ends. */
final class IdleProgram {

    private IdleProgram() {}

    public static void main(String[] arguments) throws IOException {
        System.in.transferTo(OutputStream.nullOutputStream());
    }
}
