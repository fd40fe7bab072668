package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"

	"github.com/argoproj/argo-cd/v3/common"
	"github.com/argoproj/argo-cd/v3/pkg/apis/application/v1alpha1"
	corev1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/labels"
	"sigs.k8s.io/controller-runtime/pkg/client"
)

const namespace = "argocd"

// A cluster that Argo CD deploys to.
type cluster struct {
	Name        string            `json:"name"`
	Server      string            `json:"server"`
	Project     *string           `json:"project"`
	Labels      map[string]string `json:"labels"`
	Annotations map[string]string `json:"annotations"`
}

func (c cluster) secret() corev1.Secret {
	labelled := map[string]string{common.LabelKeySecretType: common.LabelValueSecretTypeCluster}
	for key, value := range c.Labels {
		labelled[key] = value
	}
	data := map[string][]byte{"name": []byte(c.Name), "server": []byte(c.Server)}
	if c.Project != nil {
		data["project"] = []byte(*c.Project)
	}
	return corev1.Secret{
		ObjectMeta: metav1.ObjectMeta{Name: c.Name, Namespace: namespace, Labels: labelled, Annotations: c.Annotations},
		Data:       data,
	}
}

// The cluster that Argo CD runs in, as far as generators look at it.
type argoCD struct {
	client.Client
	one    testCase
	plugin *httptest.Server
}

func newArgoCD(one testCase) *argoCD {
	made := &argoCD{one: one}
	if len(one.Fixtures.Plugin) > 0 {
		made.plugin = httptest.NewServer(http.HandlerFunc(made.answerPlugin))
	}
	return made
}

func (c *argoCD) close() {
	if c.plugin != nil {
		c.plugin.Close()
	}
}

// The path begins with the ConfigMap's name.
func (c *argoCD) answerPlugin(response http.ResponseWriter, request *http.Request) {
	for name, parameters := range c.one.Fixtures.Plugin {
		if request.URL.Path == "/"+name+"/api/v1/getparams.execute" {
			_ = json.NewEncoder(response).Encode(map[string]any{"output": map[string]any{"parameters": parameters}})
			return
		}
	}
	response.WriteHeader(http.StatusNotFound)
}

// Every project exists, and every Secret; ConfigMaps are those of plugins.
func (c *argoCD) Get(_ context.Context, key client.ObjectKey, object client.Object, _ ...client.GetOption) error {
	switch found := object.(type) {
	case *corev1.ConfigMap:
		if _, ok := c.one.Fixtures.Plugin[key.Name]; !ok {
			return fmt.Errorf("configmap %s not found", key.Name)
		}
		found.Data = map[string]string{"baseUrl": c.plugin.URL + "/" + key.Name, "token": "$secret:token"}
	case *corev1.Secret:
		found.Data = map[string][]byte{"token": []byte("x")}
	case *v1alpha1.AppProject:
		found.Name = key.Name
	}
	return nil
}

func (c *argoCD) List(_ context.Context, list client.ObjectList, options ...client.ListOption) error {
	var chosen client.ListOptions
	chosen.ApplyOptions(options)
	secrets, ok := list.(*corev1.SecretList)
	if !ok {
		return fmt.Errorf("cannot list %T", list)
	}
	for _, cluster := range c.one.Clusters {
		secret := cluster.secret()
		if chosen.LabelSelector.Matches(labels.Set(secret.Labels)) {
			secrets.Items = append(secrets.Items, secret)
		}
	}
	return nil
}
