import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.rabbitmq.client.AMQP;
import com.rabbitmq.client.Channel;
import com.rabbitmq.client.Connection;
import com.rabbitmq.client.ConfirmListener;
import com.rabbitmq.client.ConnectionFactory;
import com.rabbitmq.client.DefaultConsumer;
import com.rabbitmq.client.Envelope;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Iterator;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** The Java client with the same work as the peers in Python (work.py): "plain" one message at a time, "tuned" with a
 *  window of unconfirmed messages and acknowledgements of all that is confirmed. */
public class Peer {
    static final ObjectMapper MAPPER = new ObjectMapper();
    static final String QUEUE = System.getenv("BENCH_QUEUE");
    static final String EXCHANGE = System.getenv("BENCH_EXCHANGE");
    static final String KEY = System.getenv("BENCH_KEY");
    static final int PREFETCH = Integer.parseInt(System.getenv("BENCH_PREFETCH"));
    static final String MESSAGE = "The equipment is of a kind that the program gives a rebate for, and it is new.";
    static final String CITE =
        "Measure guidelines, section %d: \"Eligible equipment is new, and installed by a participating contractor.\"";
    static final BigDecimal SHARE = new BigDecimal("0.35");
    static final int ACKNOWLEDGE_EVERY = 64, AT_LATEST_MS = 5;

    /** What a decision says of each rule, with the facts that it would have looked at. */
    static void findings(ArrayNode findings, int number, JsonNode measure) {
        JsonNode facts = measure.get("units").get(0);
        for (int rule = 1; rule <= 4; rule++) {
            ObjectNode finding = findings.addObject();
            finding.put("rule", "RULE-" + rule);
            finding.put("result", "met");
            finding.put("message", MESSAGE);
            finding.put("cite", CITE.replace("%d", Integer.toString(rule)));
            ObjectNode read = finding.putObject("facts");
            Iterator<String> names = facts.fieldNames();
            for (int i = 0; i < rule && names.hasNext(); i++) {
                String name = names.next();
                read.set("measures[" + number + "].units[0]." + name, facts.get(name));
            }
        }
    }

    static byte[] answer(byte[] body) throws IOException {
        JsonNode event = MAPPER.readTree(body), data = event.get("data");
        BigDecimal total = BigDecimal.ZERO;
        ArrayNode lines = MAPPER.createArrayNode();
        for (JsonNode measure : data.get("measures")) {
            BigDecimal cost = new BigDecimal(measure.get("cost").asText());
            BigDecimal amount = cost.multiply(SHARE).setScale(2, RoundingMode.HALF_EVEN);
            total = total.add(amount);
            ObjectNode line = lines.addObject();
            line.set("id", measure.get("id"));
            line.set("measure", measure.get("measure"));
            line.putNull("tier");
            line.put("status", "approved");
            line.put("calculated", amount.toString());
            line.put("awarded", amount.toString());
            line.put("contractor_reward", "0.00");
            ObjectNode limit = line.putArray("limits").addObject();
            limit.put("limit", "SHARE");
            limit.put("scope", "line");
            limit.put("key", data.get("application").asText() + "/" + measure.get("id").asText());
            limit.set("maximum", measure.get("cost"));
            limit.put("used_before", "0.00");
            limit.put("reduced_by", "0.00");
            findings(line.putArray("findings"), lines.size() - 1, measure);
        }
        ObjectNode decision = MAPPER.createObjectNode();
        for (String name : new String[] {"application", "revision", "program"}) decision.set(name, data.get(name));
        decision.put("status", "approved");
        decision.put("total", total.toString());
        decision.put("contractor_reward", "0.00");
        decision.put("customer_amount", total.toString());
        decision.set("measures", lines);
        for (String name : new String[] {"findings", "missing", "tasks"}) decision.putArray(name);
        ObjectNode answer = MAPPER.createObjectNode();
        answer.put("specversion", "1.0");
        answer.set("id", event.get("id"));
        answer.put("source", "peer");
        answer.put("type", "rebated.decision.made.v1");
        answer.set("subject", event.get("subject"));
        answer.set("time", event.get("time"));
        answer.put("datacontenttype", "application/json");
        answer.set("data", decision);
        return MAPPER.writeValueAsBytes(answer);
    }

    static AMQP.BasicProperties properties(AMQP.BasicProperties of) {
        return new AMQP.BasicProperties.Builder().contentType("application/json").deliveryMode(2)
            .messageId(of.getMessageId()).build();
    }

    static void plain(Channel channel) throws Exception {
        // The client holds 1,000 deliveries of a channel back; with more than that before them confirms are not read.
        channel.basicQos(Math.min(PREFETCH, 512));
        channel.basicConsume(QUEUE, false, new DefaultConsumer(channel) {
            @Override
            public void handleDelivery(String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body)
                    throws IOException {
                channel.basicPublish(EXCHANGE, KEY, true, properties(properties), answer(body));
                try {
                    channel.waitForConfirmsOrDie(10_000);
                } catch (Exception failure) {
                    throw new IOException(failure);
                }
                channel.basicAck(envelope.getDeliveryTag(), false);
            }
        });
    }

    /** One consumer, one publisher, all in order: a delivery's tag is the number of the message that answers it. */
    static class Window implements ConfirmListener {
        final Channel consuming;
        final TreeSet<Long> ahead = new TreeSet<>();
        long confirmed, acknowledged;

        Window(Channel consuming) {
            this.consuming = consuming;
        }

        @Override
        public synchronized void handleAck(long tag, boolean multiple) throws IOException {
            if (multiple) {
                ahead.headSet(tag, true).clear();
                confirmed = Math.max(confirmed, tag);
            } else {
                ahead.add(tag);
            }
            while (ahead.remove(confirmed + 1)) confirmed++;
            if (confirmed - acknowledged >= ACKNOWLEDGE_EVERY) acknowledge();
        }

        @Override
        public void handleNack(long tag, boolean multiple) {
            System.exit(2);
        }

        synchronized void acknowledge() throws IOException {
            if (confirmed == acknowledged) return;
            consuming.basicAck(confirmed, true);
            acknowledged = confirmed;
        }
    }

    static void tuned(Channel consuming, Channel publishing) throws Exception {
        consuming.basicQos(PREFETCH);
        Window window = new Window(consuming);
        publishing.addConfirmListener(window);
        Executors.newSingleThreadScheduledExecutor().scheduleAtFixedRate(() -> {
            try {
                window.acknowledge();
            } catch (IOException failure) {
                System.exit(1);
            }
        }, AT_LATEST_MS, AT_LATEST_MS, TimeUnit.MILLISECONDS);
        consuming.basicConsume(QUEUE, false, new DefaultConsumer(consuming) {
            @Override
            public void handleDelivery(String tag, Envelope envelope, AMQP.BasicProperties properties, byte[] body)
                    throws IOException {
                publishing.basicPublish(EXCHANGE, KEY, false, properties(properties), answer(body));
            }
        });
    }

    public static void main(String[] arguments) throws Exception {
        ConnectionFactory factory = new ConnectionFactory();
        factory.setUri(System.getenv("BENCH_URL"));
        boolean tuned = arguments.length > 0 && arguments[0].equals("tuned");
        Connection connection = factory.newConnection();
        Channel consuming = connection.createChannel();
        Channel publishing = tuned ? factory.newConnection().createChannel() : consuming;
        publishing.confirmSelect();
        if (tuned) tuned(consuming, publishing);
        else plain(consuming);
    }
}
