"""The manifests: they are well-formed for the versions named here, fit each other, and fit the worker."""

import re
import shutil
import sys

import kubernetes_validate
import pytest
import yaml

import deploy
import house

KUBERNETES = deploy.DEPLOY / "kubernetes"
VERSION = "1.34"
FOLDERS = [".", "rabbitmq", "monitoring", "autoscaling"]
# Custom resources, after their definitions: what `spec` must have, and what it may. None: has no spec that is checked.
CLUSTER = "rabbitmqClusterReference"
CUSTOM = {
    "rabbitmq.com/v1beta1 Exchange": ({"name", CLUSTER}, {"vhost", "type", "durable", "autoDelete", "arguments"}),
    "rabbitmq.com/v1beta1 Queue": ({"name", CLUSTER}, {"vhost", "type", "durable", "autoDelete", "arguments"}),
    "rabbitmq.com/v1beta1 Binding": ({CLUSTER}, {"vhost", "source", "destination", "destinationType", "routingKey", "arguments"}),
    "rabbitmq.com/v1beta1 Policy": ({"name", "pattern", "definition", CLUSTER}, {"vhost", "applyTo", "priority"}),
    "rabbitmq.com/v1beta1 User": ({CLUSTER}, {"importCredentialsSecret", "tags"}),
    "rabbitmq.com/v1beta1 Permission": ({"vhost", "permissions", CLUSTER}, {"user", "userReference"}),
    "rabbitmq.com/v1beta1 TopicPermission": ({"vhost", "permissions", CLUSTER}, {"user", "userReference"}),
    "rabbitmq.com/v1beta1 RabbitmqCluster": (set(), {"replicas", "persistence", "resources", "tls", "rabbitmq", "override"}),
    "keda.sh/v1alpha1 ScaledObject": ({"scaleTargetRef", "triggers"}, {
        "pollingInterval", "cooldownPeriod", "minReplicaCount", "maxReplicaCount", "fallback", "advanced"}),
    "keda.sh/v1alpha1 TriggerAuthentication": (set(), {"secretTargetRef"}),
    "monitoring.coreos.com/v1 PodMonitor": ({"selector", "podMetricsEndpoints"}, {"jobLabel"}),
    "monitoring.coreos.com/v1 PrometheusRule": (set(), {"groups"}),
}


def objects(folder):
    """A folder's objects as they lie there; `kubectl kustomize` is tried apart, since not every machine has it."""
    kustomization = yaml.safe_load((KUBERNETES / folder / "kustomization.yaml").read_text())
    return [thing for file in kustomization["resources"]
            for thing in yaml.safe_load_all((KUBERNETES / folder / file).read_text())]


def one(kind):
    [found] = [thing for thing in objects(".") if thing["kind"] == kind]
    return found


POD = one("Deployment")["spec"]["template"]
WORKER = POD["spec"]["containers"][0]


@pytest.mark.parametrize("folder", FOLDERS)
def test_objects_are_well_formed(folder):
    seen = set()
    for thing in [*objects(folder), *yaml.safe_load_all((KUBERNETES / "secret.example.yaml").read_text())]:
        kind, name = f"{thing['apiVersion']} {thing['kind']}", thing["metadata"]["name"]
        assert re.fullmatch(r"[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?", name), name
        assert (kind, name) not in seen, f"{kind} {name} stands twice"
        seen.add((kind, name))
        if kind in CUSTOM:
            required, others = CUSTOM[kind]
            assert required <= set(thing["spec"]) <= required | others, f"{kind} {name}"
        else:
            kubernetes_validate.validate(thing, VERSION, strict=True)


@pytest.mark.parametrize("folder", FOLDERS)
def test_kustomize_builds_it(folder):
    if not shutil.which("kubectl"):
        pytest.skip("there is no kubectl here")
    built = list(yaml.safe_load_all(deploy.run("kubectl", "kustomize", KUBERNETES / folder)))
    assert len(built) == len(objects(folder)) + (folder == ".")  # the generated ConfigMap
    for thing in built:
        assert thing["kind"] == "Namespace" or thing["metadata"]["namespace"] == "rebated"
        if f"{thing['apiVersion']} {thing['kind']}" not in CUSTOM:
            kubernetes_validate.validate(thing, VERSION, strict=True)


def test_what_follows_from_other_files_is_up_to_date():
    deploy.run(sys.executable, KUBERNETES / "generate", house.binary(), "--check")


def test_a_stop_has_time_to_drain():
    settings = yaml.safe_load((KUBERNETES / "rebated.yaml").read_text())
    pause = int(WORKER["lifecycle"]["preStop"]["exec"]["command"][-1])
    assert POD["spec"]["terminationGracePeriodSeconds"] >= pause + deploy.seconds(settings["drain"]) + 3 + 10
    deploy.known_settings(settings)


def test_probes_ask_the_worker():
    settings = yaml.safe_load((KUBERNETES / "rebated.yaml").read_text())
    [port] = WORKER["ports"]
    assert settings["http"] == f"0.0.0.0:{port['containerPort']}"
    paths = {name: WORKER[f"{name}Probe"]["httpGet"] for name in ("startup", "liveness", "readiness")}
    assert paths == {"startup": {"path": "/live", "port": port["name"]}, "liveness": {"path": "/live", "port": port["name"]},
                     "readiness": {"path": "/ready", "port": port["name"]}}


def test_the_pod_is_restricted():
    for pod in (POD["spec"], *(thing["spec"]["template"]["spec"] for thing in objects("rabbitmq") if thing["kind"] == "Job")):
        assert pod["securityContext"]["runAsNonRoot"] and pod["securityContext"]["seccompProfile"]["type"] == "RuntimeDefault"
        # The user of the image.
        assert f"USER {pod['securityContext']['runAsUser']}:" in (deploy.DEPLOY / "container/Dockerfile").read_text()
        for container in pod["containers"]:
            context = container["securityContext"]
            assert context == {"allowPrivilegeEscalation": False, "readOnlyRootFilesystem": True, "capabilities": {"drop": ["ALL"]}}
            assert container["resources"]["limits"]["memory"]


def test_selectors_find_the_pods():
    labels = POD["metadata"]["labels"].items()
    for found in (one("Deployment")["spec"]["selector"]["matchLabels"], one("Service")["spec"]["selector"],
                  one("PodDisruptionBudget")["spec"]["selector"]["matchLabels"], objects("monitoring")[0]["spec"]["selector"]["matchLabels"]):
        assert found.items() <= labels
    assert objects("autoscaling")[0]["spec"]["scaleTargetRef"]["name"] == one("Deployment")["metadata"]["name"]


def test_what_the_settings_name_is_mounted():
    settings = (KUBERNETES / "rebated.yaml").read_text()
    mounts = {mount["mountPath"] for mount in WORKER["volumeMounts"]}
    for path in re.findall(r"/etc/rebated/\w+", settings):
        assert path in mounts, path
    secrets = {thing["metadata"]["name"]: set(thing["stringData"])
               for thing in yaml.safe_load_all((KUBERNETES / "secret.example.yaml").read_text())}
    assert set(re.findall(r"/etc/rebated/secrets/([\w-]+)", settings)) == secrets["rebated"]
    assert set(re.findall(r"/etc/rebated/tls/([\w.-]+)", settings)) == secrets["rebated-tls"]


def test_the_autoscaler_takes_no_one_from_its_work():
    scaled = objects("autoscaling")[0]["spec"]
    assert scaled["minReplicaCount"] >= 2
    down = scaled["advanced"]["horizontalPodAutoscalerConfig"]["behavior"]["scaleDown"]
    assert down["stabilizationWindowSeconds"] >= 300
    [step] = down["policies"]
    assert step["type"] == "Pods" and step["periodSeconds"] > POD["spec"]["terminationGracePeriodSeconds"]
    assert any("rebated_safe_to_stop" in trigger["metadata"].get("query", "") for trigger in scaled["triggers"])
