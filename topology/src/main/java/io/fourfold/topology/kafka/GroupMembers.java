package io.fourfold.topology.kafka;

import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** Which applications run, and on how many instances; whatever protocol their groups speak. */
public final class GroupMembers {

    private static final Set<GroupState> NOBODY = Set.of(GroupState.EMPTY, GroupState.DEAD);

    private final KafkaClients clients;

    public GroupMembers(KafkaClients clients) {
        this.clients = clients;
    }

    /**
     * Number of members; one that was killed counts until its session times out.
     *
     * @throws KafkaException if the cluster does not answer in time
     */
    public int count(String applicationId) {
        try (Admin admin = clients.admin()) {
            List<GroupListing> found = groups(admin, applicationId::equals);
            return found.isEmpty() ? 0 : count(admin, found.get(0));
        } catch (GroupIdNotFoundException e) {
            return 0;
        }
    }

    /**
     * Those of the wanted groups that have members.
     *
     * @throws KafkaException if the cluster does not answer in time
     */
    public Set<String> running(Predicate<String> wanted) {
        return ids(wanted, GroupMembers::hasMembers);
    }

    /** Those of the wanted groups that the brokers know, with members or without. */
    public Set<String> known(Predicate<String> wanted) {
        return ids(wanted, listing -> true);
    }

    /** Those of the wanted groups that have members of the classic protocol; brokers before 3.8 know no other. */
    public Set<String> runningClassic(Predicate<String> wanted) {
        return ids(
                wanted,
                listing -> hasMembers(listing) && listing.type().orElse(GroupType.CLASSIC) == GroupType.CLASSIC);
    }

    private Set<String> ids(Predicate<String> wanted, Predicate<GroupListing> kind) {
        try (Admin admin = clients.admin()) {
            return groups(admin, wanted).stream()
                    .filter(kind)
                    .map(GroupListing::groupId)
                    .collect(Collectors.toSet());
        }
    }

    private static boolean hasMembers(GroupListing listing) {
        return !NOBODY.contains(listing.groupState().orElse(GroupState.UNKNOWN));
    }

    private static List<GroupListing> groups(Admin admin, Predicate<String> wanted) {
        return BrokerAnswer.of(admin.listGroups().all()).stream()
                .filter(listing -> wanted.test(listing.groupId()))
                .toList();
    }

    private static int count(Admin admin, GroupListing listing) {
        List<String> id = List.of(listing.groupId());
        return listing.type().orElse(GroupType.CLASSIC) == GroupType.STREAMS
                ? BrokerAnswer.of(admin.describeStreamsGroups(id).all())
                        .get(listing.groupId())
                        .members()
                        .size()
                : BrokerAnswer.of(admin.describeClassicGroups(id).all())
                        .get(listing.groupId())
                        .members()
                        .size();
    }
}
