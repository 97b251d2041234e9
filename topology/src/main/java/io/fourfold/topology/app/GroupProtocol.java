package io.fourfold.topology.app;

import io.fourfold.topology.config.FourfoldConfig;
import io.fourfold.topology.config.FourfoldConfig.KafkaSettings;
import io.fourfold.topology.config.Role;
import io.fourfold.topology.config.Setting;
import io.fourfold.topology.kafka.BrokerAnswer;
import io.fourfold.topology.kafka.GroupMembers;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FinalizedVersionRange;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which group protocol an instance speaks. Brokers from 3.7 on know the classic one; the streams protocol (KIP-1071) is a
 * feature of the cluster, {@code streams.version}, that brokers have from 4.2 on and that an upgrade of the brokers alone
 * does not switch on. A group speaks one of them at a time.
 */
final class GroupProtocol {

    private static final Logger LOG = LoggerFactory.getLogger(GroupProtocol.class);
    private static final String STREAMS = "streams";
    private static final String CLASSIC = "classic";
    private static final String FEATURE = "streams.version";
    private static final int FIRST_LEVEL = 1;

    private final KafkaSettings kafka;

    private GroupProtocol(KafkaSettings kafka) {
        this.kafka = kafka;
    }

    /**
     * The configuration with the protocol that is configured or, if that is left to the brokers, that they allow.
     *
     * @throws IllegalStateException if the brokers do not allow the one that is configured, or do not answer
     */
    static FourfoldConfig chosen(FourfoldConfig config) {
        return config.withGroupProtocol(new GroupProtocol(config.kafka()).choose());
    }

    private String choose() {
        if (kafka.classicProtocol()) {
            return CLASSIC;
        }
        int level = streamsLevel();
        if (level < FIRST_LEVEL) {
            return withoutStreams(level);
        }
        if (kafka.groupProtocol().equals(STREAMS)) {
            return STREAMS;
        }
        Set<String> classic = new GroupMembers(kafka.clients()).runningClassic(this::isOurs);
        if (classic.isEmpty()) {
            LOG.info("Group protocol streams: the brokers have {}={}", FEATURE, level);
            return STREAMS;
        }
        LOG.warn(
                "Group protocol classic, although the brokers have {}={}: other instances run with it ({}). Stop all"
                        + " instances and start them again to move to streams",
                FEATURE,
                level,
                classic);
        return CLASSIC;
    }

    private String withoutStreams(int level) {
        if (kafka.groupProtocol().equals(STREAMS)) {
            throw new IllegalStateException(Setting.GROUP_PROTOCOL.key() + "=" + STREAMS + " needs " + FEATURE + "="
                    + FIRST_LEVEL + ", and the brokers at " + kafka.bootstrapServers() + " have it at " + level
                    + ". Leave the setting at " + KafkaSettings.AUTO + ", or, with brokers of 4.2 or newer, run:"
                    + " kafka-features.sh upgrade --feature " + FEATURE + "=" + FIRST_LEVEL);
        }
        LOG.info("Group protocol classic: the brokers have {}={}", FEATURE, level);
        return CLASSIC;
    }

    /** 0 if the brokers do not know the feature or it is switched off. */
    private int streamsLevel() {
        try (Admin admin = kafka.clients().admin()) {
            FinalizedVersionRange range = BrokerAnswer.of(
                            admin.describeFeatures().featureMetadata())
                    .finalizedFeatures()
                    .get(FEATURE);
            return range == null ? 0 : range.maxVersionLevel();
        } catch (KafkaException e) {
            throw new IllegalStateException(
                    "The features of the brokers at " + kafka.bootstrapServers() + " cannot be read; set "
                            + Setting.GROUP_PROTOCOL.key() + " to " + STREAMS + " or " + CLASSIC + " ("
                            + e.getMessage() + ")",
                    e);
        }
    }

    private boolean isOurs(String group) {
        String prefix = kafka.applicationIdPrefix() + "-";
        return group.equals(prefix + Role.SEARCH.label())
                || Set.of(Role.IMAGES.label(), Role.INDEX.label(), Role.SEARCH.label(), "publish").stream()
                        .anyMatch(name -> group.startsWith(prefix + name + "-"));
    }
}
