package io.fourfold.infra.local;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * The embedded broker with an authorizer. Whoever logs in (SASL/PLAIN, name and password alike) may do what the ACLs allow;
 * on the plain listener, everybody may do everything.
 */
public final class GuardedBroker implements KafkaBackend {

    private static final String LISTENER = "GUARDED";
    private static final String MODULE = "org.apache.kafka.common.security.plain.PlainLoginModule required";

    private final EmbeddedBroker broker;
    private final String guardedServers;

    private GuardedBroker(EmbeddedBroker broker, String guardedServers) {
        this.broker = broker;
        this.guardedServers = guardedServers;
    }

    /** @param users who may log in */
    public static GuardedBroker start(Path directory, List<String> users) {
        String guarded = "localhost:" + Ports.free("localhost", 0, "The guarded listener");
        String logins =
                users.stream().map(user -> "user_" + user + "=\"" + user + "\"").collect(Collectors.joining(" "));
        EmbeddedBroker broker =
                EmbeddedBroker.start(directory, "localhost", 0, MetadataVersion.latestProduction(), plain -> {
                    Map<String, String> settings = new HashMap<>(plain);
                    for (String listeners : List.of("listeners", "advertised.listeners")) {
                        settings.merge(listeners, "," + LISTENER + "://" + guarded, String::concat);
                    }
                    settings.merge(
                            "listener.security.protocol.map", "," + LISTENER + ":SASL_PLAINTEXT", String::concat);
                    settings.put("inter.broker.listener.name", "PLAINTEXT");
                    settings.put("sasl.enabled.mechanisms", "PLAIN");
                    settings.put(
                            "listener.name." + LISTENER.toLowerCase() + ".plain.sasl.jaas.config",
                            MODULE + " " + logins + ";");
                    settings.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
                    settings.put("super.users", "User:ANONYMOUS");
                    return settings;
                });
        return new GuardedBroker(broker, guarded);
    }

    /** What a client needs to be that user. */
    public Map<String, String> login(String user) {
        return Map.of(
                "bootstrap.servers",
                guardedServers,
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                MODULE + " username=\"" + user + "\" password=\"" + user + "\";");
    }

    @Override
    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    @Override
    public void close() {
        broker.close();
    }
}
