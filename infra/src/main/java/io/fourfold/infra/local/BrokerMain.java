package io.fourfold.infra.local;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;

/**
 * A Kafka broker in a JVM of its own: {@code BrokerMain DIRECTORY HOST PORT}. Prints {@code ready HOST:PORT} when
 * clients can connect, and stops when its standard input ends or it gets SIGTERM, so that it never outlives the
 * process that started it.
 */
public final class BrokerMain {

    private BrokerMain() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 3) {
            System.err.println("Usage: BrokerMain DIRECTORY HOST PORT");
            System.exit(2);
        }
        try {
            EmbeddedBroker broker =
                    EmbeddedBroker.start(Path.of(arguments[0]), arguments[1], Integer.parseInt(arguments[2]));
            Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "broker-shutdown"));
            System.out.println("ready " + broker.bootstrapServers());
        } catch (LocalStackException failure) {
            System.err.println(failure.getMessage());
            System.exit(1);
        }
        System.in.transferTo(OutputStream.nullOutputStream());
        System.exit(0);
    }
}
