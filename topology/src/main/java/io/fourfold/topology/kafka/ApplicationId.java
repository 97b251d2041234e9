package io.fourfold.topology.kafka;

/**
 * Id of an application, and so of its group, changelogs and transactions. A group of the streams protocol (KIP-1071)
 * refuses members with another topology, so each version of a topology has ids of its own: the first one the plain id,
 * later ones end with {@code -t2}, {@code -t3} and so on.
 *
 * @param plain id of the first version
 * @param topologyVersion 1 at first, one more with each change of sources, subtopologies, stores or repartitioning
 */
public record ApplicationId(String plain, int topologyVersion) {

    private static final String SUFFIX = "-t";

    /** The id that the brokers know. */
    public String id() {
        return topologyVersion == 1 ? plain : plain + SUFFIX + topologyVersion;
    }

    /** Whether a group is this application's, in whatever version. */
    public boolean isAnyVersion(String group) {
        return group.equals(plain)
                || group.startsWith(plain + SUFFIX)
                        && group.substring(plain.length() + SUFFIX.length()).matches("[1-9][0-9]*");
    }

    /** Whether a group is this application's in another version. */
    public boolean isOtherVersion(String group) {
        return isAnyVersion(group) && !group.equals(id());
    }

    /** Name of the changelog that Kafka Streams gives a store. */
    public static String changelog(String id, String store) {
        return id + "-" + store + "-changelog";
    }

    @Override
    public String toString() {
        return id();
    }
}
