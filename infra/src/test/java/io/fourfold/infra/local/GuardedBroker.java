package io.fourfold.infra.local;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * The embedded broker with an authorizer. Whoever logs in (SASL/SCRAM over TLS, the password is the name) may do what the ACLs
 * allow; on the plain listener, everybody may do everything.
 */
public final class GuardedBroker implements KafkaBackend {

    private static final String LISTENER = "GUARDED";
    private static final String MECHANISM = "SCRAM-SHA-512";
    private static final String MODULE = "org.apache.kafka.common.security.scram.ScramLoginModule required";
    private static final int ITERATIONS = 4096;

    private final EmbeddedBroker broker;
    private final String guardedServers;
    private final TestCertificate certificate;

    private GuardedBroker(EmbeddedBroker broker, String guardedServers, TestCertificate certificate) {
        this.broker = broker;
        this.guardedServers = guardedServers;
        this.certificate = certificate;
    }

    /** @param users who may log in */
    public static GuardedBroker start(Path directory, TestCertificate certificate, List<String> users)
            throws Exception {
        String guarded = "localhost:" + Ports.free("localhost", 0, "The guarded listener");
        EmbeddedBroker broker =
                EmbeddedBroker.start(directory, "localhost", 0, MetadataVersion.latestProduction(), plain -> {
                    Map<String, String> settings = new HashMap<>(plain);
                    for (String listeners : List.of("listeners", "advertised.listeners")) {
                        settings.merge(listeners, "," + LISTENER + "://" + guarded, String::concat);
                    }
                    settings.merge("listener.security.protocol.map", "," + LISTENER + ":SASL_SSL", String::concat);
                    settings.put("inter.broker.listener.name", "PLAINTEXT");
                    String listener = "listener.name." + LISTENER.toLowerCase() + ".";
                    settings.put(listener + "sasl.enabled.mechanisms", MECHANISM);
                    settings.put(listener + MECHANISM.toLowerCase() + ".sasl.jaas.config", MODULE + ";");
                    settings.put(listener + "ssl.keystore.type", "PKCS12");
                    settings.put(
                            listener + "ssl.keystore.location",
                            certificate.keyStore().toString());
                    settings.put(listener + "ssl.keystore.password", TestCertificate.PASSWORD);
                    settings.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
                    settings.put("super.users", "User:ANONYMOUS");
                    return settings;
                });
        GuardedBroker guard = new GuardedBroker(broker, guarded, certificate);
        guard.letIn(users);
        return guard;
    }

    private void letIn(List<String> users) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers()))) {
            admin.alterUserScramCredentials(users.stream()
                            .<UserScramCredentialAlteration>map(user -> new UserScramCredentialUpsertion(
                                    user,
                                    new ScramCredentialInfo(ScramMechanism.fromMechanismName(MECHANISM), ITERATIONS),
                                    user))
                            .toList())
                    .all()
                    .get();
        }
    }

    /** What a client needs to be that user. */
    public Map<String, String> login(String user) {
        return login(user, user);
    }

    /** As {@link #login(String)}, with a password that may be wrong. */
    public Map<String, String> login(String user, String password) {
        return Map.of(
                "bootstrap.servers",
                guardedServers,
                "security.protocol",
                "SASL_SSL",
                "ssl.truststore.type",
                "PEM",
                "ssl.truststore.location",
                certificate.pem().toString(),
                "sasl.mechanism",
                MECHANISM,
                "sasl.jaas.config",
                MODULE + " username=\"" + user + "\" password=\"" + password + "\";");
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
