package io.fourfold.topology.config;

/**
 * Names of the Kafka Streams applications, which are also those of their consumer groups.
 *
 * @param prefix what all of them start with
 */
public record ApplicationIds(String prefix) {

    /** Describes photos with one network. */
    public String images(String modelVersion) {
        return prefix + "-" + Role.IMAGES.label() + "-" + modelVersion;
    }

    /** Keeps the index of one network. */
    public String index(String modelVersion) {
        return prefix + "-" + Role.INDEX.label() + "-" + modelVersion;
    }

    /** Answers searches with the network in service. */
    public String search() {
        return prefix + "-" + Role.SEARCH.label();
    }

    /** Publishes the results of the network that is in service in an epoch; each starts from the beginning. */
    public String publish(long epoch) {
        return prefix + "-publish-" + epoch;
    }

    /** Transactional id of all who change what is deployed. */
    public String models() {
        return prefix + "-models";
    }

    /** Transactional id of all who publish words. */
    public String words() {
        return prefix + "-words";
    }
}
