// Made by `npm run generate` of schemas/platform-values.schema.json. Do not edit.
// @ts-nocheck
"use strict";
export const validate = validate10;

const schema11 = {"$schema":"http://json-schema.org/draft-07/schema#","title":"Values of a leaf","description":"The keys that the platform gives a meaning to, in the values.yaml of one service on one cluster. Other top-level keys belong to the service's chart and are not looked at.","type":"object","properties":{"global":{"$ref":"#/definitions/global"},"image":{"$ref":"#/definitions/image"},"replicaCount":{"description":"Pods where autoscaling is off.","type":"integer","minimum":0},"autoscaling":{"$ref":"#/definitions/autoscaling"},"resources":{"$ref":"#/definitions/resources"},"ingress":{"$ref":"#/definitions/ingress"},"externalSecrets":{"$ref":"#/definitions/externalSecrets"},"podDisruptionBudget":{"$ref":"#/definitions/podDisruptionBudget"}},"if":{"$ref":"#/definitions/isProduction"},"then":{"$ref":"#/definitions/production"},"definitions":{"isProduction":{"type":"object","properties":{"global":{"type":"object","properties":{"environment":{"enum":["prod","production"]}},"required":["environment"]}},"required":["global"]},"production":{"description":"What production asks for beyond the shapes. Digests and disruption budgets are rules of their own.","type":"object","properties":{"resources":{"type":"object","properties":{"requests":{"type":"object","required":["cpu","memory"]},"limits":{"type":"object","required":["memory"]}},"required":["requests","limits"]},"autoscaling":{"type":"object","if":{"properties":{"enabled":{"const":true}},"required":["enabled"]},"then":{"properties":{"minReplicas":{"minimum":2,"errorMessage":"must be at least 2 in production, so that one pod may go"}}}}},"required":["resources"]},"global":{"description":"Who and where this leaf is; the same as its path says.","type":"object","properties":{"environment":{"type":"string","pattern":"\\S","errorMessage":"must not be empty"},"cloud":{"type":"string","pattern":"\\S","errorMessage":"must not be empty"},"region":{"type":"string","pattern":"\\S","errorMessage":"must not be empty"},"cluster":{"type":"string","pattern":"\\S","errorMessage":"must not be empty"},"imageRegistry":{"description":"Read by many public charts.","type":"string"},"imagePullSecrets":{"description":"Read by many public charts.","type":"array"},"storageClass":{"description":"Read by many public charts.","type":"string"},"defaultStorageClass":{"description":"Read by many public charts.","type":"string"}},"additionalProperties":false},"image":{"description":"The image that the service runs: the platform's map, or the whole reference as text where a chart takes it so.","type":["object","string"],"properties":{"registry":{"type":"string"},"repository":{"description":"Registry and repository, without tag or digest.","type":"string","pattern":"^[^@\\s]+$","errorMessage":"must be a repository alone: the digest goes into `digest`, the tag into `tag`"},"digest":{"description":"The digest that CI published: `sha256:` and 64 hexadecimal digits.","type":"string","pattern":"^(sha256:[0-9a-f]{64})?$","errorMessage":"must be sha256: and 64 hexadecimal digits in lower case"},"tag":{"description":"The tag; where the chart has no `digest`, with the digest behind it: `1.4.2@sha256:…`.","type":"string","pattern":"^([A-Za-z0-9_][A-Za-z0-9._-]{0,127}(@sha256:[0-9a-f]{64})?)?$","errorMessage":"must be a tag (letters, digits, `.`, `_` and `-`, at most 128), and may have @sha256: and 64 hexadecimal digits behind it"},"pullPolicy":{"type":"string","enum":["Always","IfNotPresent","Never"]},"pullSecrets":{"type":"array"}},"additionalProperties":false},"autoscaling":{"description":"The HorizontalPodAutoscaler.","type":"object","properties":{"enabled":{"type":"boolean"},"minReplicas":{"type":"integer","minimum":1},"maxReplicas":{"type":"integer","minimum":1},"targetCPUUtilizationPercentage":{"type":"integer","minimum":1,"maximum":100},"targetMemoryUtilizationPercentage":{"type":"integer","minimum":1,"maximum":100},"behavior":{"type":"object"},"metrics":{"type":"array"}},"additionalProperties":false},"resources":{"description":"What a pod asks for and may use.","type":"object","properties":{"requests":{"$ref":"#/definitions/resourceList"},"limits":{"$ref":"#/definitions/resourceList"},"claims":{"type":"array"}},"additionalProperties":false},"resourceList":{"type":"object","properties":{"cpu":{"description":"Cores: 500m, \"1\", 0.5.","type":["string","number"],"pattern":"^([0-9]+(\\.[0-9]*)?|\\.[0-9]+)(m|k)?$","minimum":0,"errorMessage":"must be a number of cores, such as 500m or \"2\""},"memory":{"$ref":"#/definitions/bytes"},"ephemeral-storage":{"$ref":"#/definitions/bytes"}},"additionalProperties":{"description":"An extended resource or huge pages.","type":["string","integer"],"minimum":0,"pattern":"^[0-9]+([KMGTPE]i|[kMGTPE])?$","errorMessage":"must be a quantity, such as 1 or 64Mi"}},"bytes":{"description":"Bytes with a unit: 512Mi, 1.5Gi.","type":"string","pattern":"^([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([KMGTPE]i|[kMGTPE])$","errorMessage":"must be an amount of bytes with its unit, such as 512Mi or 2Gi"},"ingress":{"description":"How the service is reached from outside the cluster.","type":"object","properties":{"enabled":{"type":"boolean"},"className":{"type":"string"},"annotations":{"type":"object","additionalProperties":{"type":"string"}},"labels":{"type":"object","additionalProperties":{"type":"string"}},"hosts":{"type":"array","items":{"$ref":"#/definitions/host"}},"tls":{"type":"array","items":{"$ref":"#/definitions/tls"}}},"additionalProperties":false},"host":{"type":"object","properties":{"host":{"type":"string","pattern":"^(\\*\\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$","errorMessage":"must be a DNS name in lower case"},"paths":{"type":"array","items":{"$ref":"#/definitions/path"}}},"required":["host"],"additionalProperties":false},"path":{"type":"object","properties":{"path":{"type":"string","pattern":"^/","errorMessage":"must begin with /"},"pathType":{"type":"string","enum":["Exact","Prefix","ImplementationSpecific"]}},"required":["path"],"additionalProperties":false},"tls":{"type":"object","properties":{"secretName":{"type":"string","pattern":"\\S","errorMessage":"must not be empty"},"hosts":{"type":"array","items":{"type":"string"}}},"additionalProperties":false},"externalSecrets":{"description":"Where the service's secrets come from.","type":"object","properties":{"enabled":{"type":"boolean"},"secretStoreRef":{"type":"object","properties":{"name":{"type":"string","pattern":"\\S","errorMessage":"must not be empty"},"kind":{"type":"string","enum":["SecretStore","ClusterSecretStore"]}},"required":["name"],"additionalProperties":false},"refreshInterval":{"type":"string"},"secrets":{"type":["array","object"]},"data":{"type":["array","object"]},"dataFrom":{"type":"array"}},"additionalProperties":false},"podDisruptionBudget":{"description":"How many pods must stay, or may go, while nodes are drained; one of the two.","type":"object","properties":{"enabled":{"type":"boolean"},"minAvailable":{"$ref":"#/definitions/countOrPercentage"},"maxUnavailable":{"$ref":"#/definitions/countOrPercentage"},"unhealthyPodEvictionPolicy":{"type":"string","enum":["IfHealthyBudget","AlwaysAllow"]}},"not":{"required":["minAvailable","maxUnavailable"]},"errorMessage":"must not have minAvailable and maxUnavailable both","additionalProperties":false},"countOrPercentage":{"type":["integer","string"],"minimum":0,"pattern":"^(100|[1-9]?[0-9])%$","errorMessage":"must be a number of pods or a percentage, such as 2 or \"50%\""}}};
const schema12 = {"type":"object","properties":{"global":{"type":"object","properties":{"environment":{"enum":["prod","production"]}},"required":["environment"]}},"required":["global"]};
const schema13 = {"description":"What production asks for beyond the shapes. Digests and disruption budgets are rules of their own.","type":"object","properties":{"resources":{"type":"object","properties":{"requests":{"type":"object","required":["cpu","memory"]},"limits":{"type":"object","required":["memory"]}},"required":["requests","limits"]},"autoscaling":{"type":"object","if":{"properties":{"enabled":{"const":true}},"required":["enabled"]},"then":{"properties":{"minReplicas":{"minimum":2,"errorMessage":"must be at least 2 in production, so that one pod may go"}}}}},"required":["resources"]};
const schema14 = {"description":"Who and where this leaf is; the same as its path says.","type":"object","properties":{"environment":{"type":"string","pattern":"\\S","errorMessage":"must not be empty"},"cloud":{"type":"string","pattern":"\\S","errorMessage":"must not be empty"},"region":{"type":"string","pattern":"\\S","errorMessage":"must not be empty"},"cluster":{"type":"string","pattern":"\\S","errorMessage":"must not be empty"},"imageRegistry":{"description":"Read by many public charts.","type":"string"},"imagePullSecrets":{"description":"Read by many public charts.","type":"array"},"storageClass":{"description":"Read by many public charts.","type":"string"},"defaultStorageClass":{"description":"Read by many public charts.","type":"string"}},"additionalProperties":false};
const schema15 = {"description":"The image that the service runs: the platform's map, or the whole reference as text where a chart takes it so.","type":["object","string"],"properties":{"registry":{"type":"string"},"repository":{"description":"Registry and repository, without tag or digest.","type":"string","pattern":"^[^@\\s]+$","errorMessage":"must be a repository alone: the digest goes into `digest`, the tag into `tag`"},"digest":{"description":"The digest that CI published: `sha256:` and 64 hexadecimal digits.","type":"string","pattern":"^(sha256:[0-9a-f]{64})?$","errorMessage":"must be sha256: and 64 hexadecimal digits in lower case"},"tag":{"description":"The tag; where the chart has no `digest`, with the digest behind it: `1.4.2@sha256:…`.","type":"string","pattern":"^([A-Za-z0-9_][A-Za-z0-9._-]{0,127}(@sha256:[0-9a-f]{64})?)?$","errorMessage":"must be a tag (letters, digits, `.`, `_` and `-`, at most 128), and may have @sha256: and 64 hexadecimal digits behind it"},"pullPolicy":{"type":"string","enum":["Always","IfNotPresent","Never"]},"pullSecrets":{"type":"array"}},"additionalProperties":false};
const schema16 = {"description":"The HorizontalPodAutoscaler.","type":"object","properties":{"enabled":{"type":"boolean"},"minReplicas":{"type":"integer","minimum":1},"maxReplicas":{"type":"integer","minimum":1},"targetCPUUtilizationPercentage":{"type":"integer","minimum":1,"maximum":100},"targetMemoryUtilizationPercentage":{"type":"integer","minimum":1,"maximum":100},"behavior":{"type":"object"},"metrics":{"type":"array"}},"additionalProperties":false};
const schema25 = {"description":"Where the service's secrets come from.","type":"object","properties":{"enabled":{"type":"boolean"},"secretStoreRef":{"type":"object","properties":{"name":{"type":"string","pattern":"\\S","errorMessage":"must not be empty"},"kind":{"type":"string","enum":["SecretStore","ClusterSecretStore"]}},"required":["name"],"additionalProperties":false},"refreshInterval":{"type":"string"},"secrets":{"type":["array","object"]},"data":{"type":["array","object"]},"dataFrom":{"type":"array"}},"additionalProperties":false};
const pattern0 = new RegExp("\\S", "u");
const pattern4 = new RegExp("^[^@\\s]+$", "u");
const pattern5 = new RegExp("^(sha256:[0-9a-f]{64})?$", "u");
const pattern6 = new RegExp("^([A-Za-z0-9_][A-Za-z0-9._-]{0,127}(@sha256:[0-9a-f]{64})?)?$", "u");
const schema17 = {"description":"What a pod asks for and may use.","type":"object","properties":{"requests":{"$ref":"#/definitions/resourceList"},"limits":{"$ref":"#/definitions/resourceList"},"claims":{"type":"array"}},"additionalProperties":false};
const schema18 = {"type":"object","properties":{"cpu":{"description":"Cores: 500m, \"1\", 0.5.","type":["string","number"],"pattern":"^([0-9]+(\\.[0-9]*)?|\\.[0-9]+)(m|k)?$","minimum":0,"errorMessage":"must be a number of cores, such as 500m or \"2\""},"memory":{"$ref":"#/definitions/bytes"},"ephemeral-storage":{"$ref":"#/definitions/bytes"}},"additionalProperties":{"description":"An extended resource or huge pages.","type":["string","integer"],"minimum":0,"pattern":"^[0-9]+([KMGTPE]i|[kMGTPE])?$","errorMessage":"must be a quantity, such as 1 or 64Mi"}};
const schema19 = {"description":"Bytes with a unit: 512Mi, 1.5Gi.","type":"string","pattern":"^([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([KMGTPE]i|[kMGTPE])$","errorMessage":"must be an amount of bytes with its unit, such as 512Mi or 2Gi"};
const pattern7 = new RegExp("^[0-9]+([KMGTPE]i|[kMGTPE])?$", "u");
const pattern8 = new RegExp("^([0-9]+(\\.[0-9]*)?|\\.[0-9]+)(m|k)?$", "u");
const pattern9 = new RegExp("^([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([KMGTPE]i|[kMGTPE])$", "u");

function validate12(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(((key0 === "cpu") || (key0 === "memory")) || (key0 === "ephemeral-storage"))){
let data0 = data[key0];
if((typeof data0 !== "string") && (!(((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0))) && (isFinite(data0))))){
const err0 = {instancePath:instancePath+"/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/additionalProperties/type",keyword:"type",params:{type: schema18.additionalProperties.type},message:"must be string,integer",schema:schema18.additionalProperties.type,parentSchema:schema18.additionalProperties,data:data0};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
if((typeof data0 == "number") && (isFinite(data0))){
if(data0 < 0 || isNaN(data0)){
const err1 = {instancePath:instancePath+"/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/additionalProperties/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema18.additionalProperties,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(typeof data0 === "string"){
if(!pattern7.test(data0)){
const err2 = {instancePath:instancePath+"/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/additionalProperties/pattern",keyword:"pattern",params:{pattern: "^[0-9]+([KMGTPE]i|[kMGTPE])?$"},message:"must match pattern \""+"^[0-9]+([KMGTPE]i|[kMGTPE])?$"+"\"",schema:"^[0-9]+([KMGTPE]i|[kMGTPE])?$",parentSchema:schema18.additionalProperties,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
}
}
if(data.cpu !== undefined){
let data1 = data.cpu;
if((typeof data1 !== "string") && (!((typeof data1 == "number") && (isFinite(data1))))){
const err3 = {instancePath:instancePath+"/cpu",schemaPath:"#/properties/cpu/type",keyword:"type",params:{type: schema18.properties.cpu.type},message:"must be string,number",schema:schema18.properties.cpu.type,parentSchema:schema18.properties.cpu,data:data1};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 < 0 || isNaN(data1)){
const err4 = {instancePath:instancePath+"/cpu",schemaPath:"#/properties/cpu/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema18.properties.cpu,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(typeof data1 === "string"){
if(!pattern8.test(data1)){
const err5 = {instancePath:instancePath+"/cpu",schemaPath:"#/properties/cpu/pattern",keyword:"pattern",params:{pattern: "^([0-9]+(\\.[0-9]*)?|\\.[0-9]+)(m|k)?$"},message:"must match pattern \""+"^([0-9]+(\\.[0-9]*)?|\\.[0-9]+)(m|k)?$"+"\"",schema:"^([0-9]+(\\.[0-9]*)?|\\.[0-9]+)(m|k)?$",parentSchema:schema18.properties.cpu,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
}
if(data.memory !== undefined){
let data2 = data.memory;
if(typeof data2 === "string"){
if(!pattern9.test(data2)){
const err6 = {instancePath:instancePath+"/memory",schemaPath:"#/definitions/bytes/pattern",keyword:"pattern",params:{pattern: "^([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([KMGTPE]i|[kMGTPE])$"},message:"must match pattern \""+"^([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([KMGTPE]i|[kMGTPE])$"+"\"",schema:"^([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([KMGTPE]i|[kMGTPE])$",parentSchema:schema19,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/memory",schemaPath:"#/definitions/bytes/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema19.type,parentSchema:schema19,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data["ephemeral-storage"] !== undefined){
let data3 = data["ephemeral-storage"];
if(typeof data3 === "string"){
if(!pattern9.test(data3)){
const err8 = {instancePath:instancePath+"/ephemeral-storage",schemaPath:"#/definitions/bytes/pattern",keyword:"pattern",params:{pattern: "^([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([KMGTPE]i|[kMGTPE])$"},message:"must match pattern \""+"^([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([KMGTPE]i|[kMGTPE])$"+"\"",schema:"^([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([KMGTPE]i|[kMGTPE])$",parentSchema:schema19,data:data3};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/ephemeral-storage",schemaPath:"#/definitions/bytes/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema19.type,parentSchema:schema19,data:data3};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
}
else {
const err10 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema18.type,parentSchema:schema18,data};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
validate12.errors = vErrors;
return errors === 0;
}


function validate11(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(((key0 === "requests") || (key0 === "limits")) || (key0 === "claims"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema17,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.requests !== undefined){
if(!(validate12(data.requests, {instancePath:instancePath+"/requests",parentData:data,parentDataProperty:"requests",rootData}))){
vErrors = vErrors === null ? validate12.errors : vErrors.concat(validate12.errors);
errors = vErrors.length;
}
}
if(data.limits !== undefined){
if(!(validate12(data.limits, {instancePath:instancePath+"/limits",parentData:data,parentDataProperty:"limits",rootData}))){
vErrors = vErrors === null ? validate12.errors : vErrors.concat(validate12.errors);
errors = vErrors.length;
}
}
if(data.claims !== undefined){
let data2 = data.claims;
if(!(Array.isArray(data2))){
const err1 = {instancePath:instancePath+"/claims",schemaPath:"#/properties/claims/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema17.properties.claims.type,parentSchema:schema17.properties.claims,data:data2};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
}
else {
const err2 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema17.type,parentSchema:schema17,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
validate11.errors = vErrors;
return errors === 0;
}

const schema21 = {"description":"How the service is reached from outside the cluster.","type":"object","properties":{"enabled":{"type":"boolean"},"className":{"type":"string"},"annotations":{"type":"object","additionalProperties":{"type":"string"}},"labels":{"type":"object","additionalProperties":{"type":"string"}},"hosts":{"type":"array","items":{"$ref":"#/definitions/host"}},"tls":{"type":"array","items":{"$ref":"#/definitions/tls"}}},"additionalProperties":false};
const schema24 = {"type":"object","properties":{"secretName":{"type":"string","pattern":"\\S","errorMessage":"must not be empty"},"hosts":{"type":"array","items":{"type":"string"}}},"additionalProperties":false};
const schema22 = {"type":"object","properties":{"host":{"type":"string","pattern":"^(\\*\\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$","errorMessage":"must be a DNS name in lower case"},"paths":{"type":"array","items":{"$ref":"#/definitions/path"}}},"required":["host"],"additionalProperties":false};
const schema23 = {"type":"object","properties":{"path":{"type":"string","pattern":"^/","errorMessage":"must begin with /"},"pathType":{"type":"string","enum":["Exact","Prefix","ImplementationSpecific"]}},"required":["path"],"additionalProperties":false};
const pattern11 = new RegExp("^(\\*\\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$", "u");
const pattern12 = new RegExp("^/", "u");

function validate17(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.host === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "host"},message:"must have required property '"+"host"+"'",schema:schema22.required,parentSchema:schema22,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
for(const key0 in data){
if(!((key0 === "host") || (key0 === "paths"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema22,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.host !== undefined){
let data0 = data.host;
if(typeof data0 === "string"){
if(!pattern11.test(data0)){
const err2 = {instancePath:instancePath+"/host",schemaPath:"#/properties/host/pattern",keyword:"pattern",params:{pattern: "^(\\*\\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"},message:"must match pattern \""+"^(\\*\\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$"+"\"",schema:"^(\\*\\.)?[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$",parentSchema:schema22.properties.host,data:data0};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/host",schemaPath:"#/properties/host/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema22.properties.host.type,parentSchema:schema22.properties.host,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.paths !== undefined){
let data1 = data.paths;
if(Array.isArray(data1)){
const len0 = data1.length;
for(let i0=0; i0<len0; i0++){
let data2 = data1[i0];
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
if(data2.path === undefined){
const err4 = {instancePath:instancePath+"/paths/" + i0,schemaPath:"#/definitions/path/required",keyword:"required",params:{missingProperty: "path"},message:"must have required property '"+"path"+"'",schema:schema23.required,parentSchema:schema23,data:data2};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
for(const key1 in data2){
if(!((key1 === "path") || (key1 === "pathType"))){
const err5 = {instancePath:instancePath+"/paths/" + i0,schemaPath:"#/definitions/path/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema23,data:data2};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(data2.path !== undefined){
let data3 = data2.path;
if(typeof data3 === "string"){
if(!pattern12.test(data3)){
const err6 = {instancePath:instancePath+"/paths/" + i0+"/path",schemaPath:"#/definitions/path/properties/path/pattern",keyword:"pattern",params:{pattern: "^/"},message:"must match pattern \""+"^/"+"\"",schema:"^/",parentSchema:schema23.properties.path,data:data3};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/paths/" + i0+"/path",schemaPath:"#/definitions/path/properties/path/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema23.properties.path.type,parentSchema:schema23.properties.path,data:data3};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data2.pathType !== undefined){
let data4 = data2.pathType;
if(typeof data4 !== "string"){
const err8 = {instancePath:instancePath+"/paths/" + i0+"/pathType",schemaPath:"#/definitions/path/properties/pathType/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema23.properties.pathType.type,parentSchema:schema23.properties.pathType,data:data4};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(!(((data4 === "Exact") || (data4 === "Prefix")) || (data4 === "ImplementationSpecific"))){
const err9 = {instancePath:instancePath+"/paths/" + i0+"/pathType",schemaPath:"#/definitions/path/properties/pathType/enum",keyword:"enum",params:{allowedValues: schema23.properties.pathType.enum},message:"must be equal to one of the allowed values",schema:schema23.properties.pathType.enum,parentSchema:schema23.properties.pathType,data:data4};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
}
else {
const err10 = {instancePath:instancePath+"/paths/" + i0,schemaPath:"#/definitions/path/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema23.type,parentSchema:schema23,data:data2};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
}
else {
const err11 = {instancePath:instancePath+"/paths",schemaPath:"#/properties/paths/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema22.properties.paths.type,parentSchema:schema22.properties.paths,data:data1};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
else {
const err12 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema22.type,parentSchema:schema22,data};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
validate17.errors = vErrors;
return errors === 0;
}


function validate16(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((((((key0 === "enabled") || (key0 === "className")) || (key0 === "annotations")) || (key0 === "labels")) || (key0 === "hosts")) || (key0 === "tls"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema21,data};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
if(data.enabled !== undefined){
let data0 = data.enabled;
if(typeof data0 !== "boolean"){
const err1 = {instancePath:instancePath+"/enabled",schemaPath:"#/properties/enabled/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema21.properties.enabled.type,parentSchema:schema21.properties.enabled,data:data0};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
}
if(data.className !== undefined){
let data1 = data.className;
if(typeof data1 !== "string"){
const err2 = {instancePath:instancePath+"/className",schemaPath:"#/properties/className/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema21.properties.className.type,parentSchema:schema21.properties.className,data:data1};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.annotations !== undefined){
let data2 = data.annotations;
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
for(const key1 in data2){
let data3 = data2[key1];
if(typeof data3 !== "string"){
const err3 = {instancePath:instancePath+"/annotations/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/annotations/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema21.properties.annotations.additionalProperties.type,parentSchema:schema21.properties.annotations.additionalProperties,data:data3};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
}
else {
const err4 = {instancePath:instancePath+"/annotations",schemaPath:"#/properties/annotations/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema21.properties.annotations.type,parentSchema:schema21.properties.annotations,data:data2};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
if(data.labels !== undefined){
let data4 = data.labels;
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
for(const key2 in data4){
let data5 = data4[key2];
if(typeof data5 !== "string"){
const err5 = {instancePath:instancePath+"/labels/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/labels/additionalProperties/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema21.properties.labels.additionalProperties.type,parentSchema:schema21.properties.labels.additionalProperties,data:data5};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
}
else {
const err6 = {instancePath:instancePath+"/labels",schemaPath:"#/properties/labels/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema21.properties.labels.type,parentSchema:schema21.properties.labels,data:data4};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
if(data.hosts !== undefined){
let data6 = data.hosts;
if(Array.isArray(data6)){
const len0 = data6.length;
for(let i0=0; i0<len0; i0++){
if(!(validate17(data6[i0], {instancePath:instancePath+"/hosts/" + i0,parentData:data6,parentDataProperty:i0,rootData}))){
vErrors = vErrors === null ? validate17.errors : vErrors.concat(validate17.errors);
errors = vErrors.length;
}
}
}
else {
const err7 = {instancePath:instancePath+"/hosts",schemaPath:"#/properties/hosts/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema21.properties.hosts.type,parentSchema:schema21.properties.hosts,data:data6};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
}
if(data.tls !== undefined){
let data8 = data.tls;
if(Array.isArray(data8)){
const len1 = data8.length;
for(let i1=0; i1<len1; i1++){
let data9 = data8[i1];
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
for(const key3 in data9){
if(!((key3 === "secretName") || (key3 === "hosts"))){
const err8 = {instancePath:instancePath+"/tls/" + i1,schemaPath:"#/definitions/tls/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties",schema:false,parentSchema:schema24,data:data9};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(data9.secretName !== undefined){
let data10 = data9.secretName;
if(typeof data10 === "string"){
if(!pattern0.test(data10)){
const err9 = {instancePath:instancePath+"/tls/" + i1+"/secretName",schemaPath:"#/definitions/tls/properties/secretName/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\"",schema:"\\S",parentSchema:schema24.properties.secretName,data:data10};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/tls/" + i1+"/secretName",schemaPath:"#/definitions/tls/properties/secretName/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.properties.secretName.type,parentSchema:schema24.properties.secretName,data:data10};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data9.hosts !== undefined){
let data11 = data9.hosts;
if(Array.isArray(data11)){
const len2 = data11.length;
for(let i2=0; i2<len2; i2++){
let data12 = data11[i2];
if(typeof data12 !== "string"){
const err11 = {instancePath:instancePath+"/tls/" + i1+"/hosts/" + i2,schemaPath:"#/definitions/tls/properties/hosts/items/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema24.properties.hosts.items.type,parentSchema:schema24.properties.hosts.items,data:data12};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
else {
const err12 = {instancePath:instancePath+"/tls/" + i1+"/hosts",schemaPath:"#/definitions/tls/properties/hosts/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema24.properties.hosts.type,parentSchema:schema24.properties.hosts,data:data11};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
}
else {
const err13 = {instancePath:instancePath+"/tls/" + i1,schemaPath:"#/definitions/tls/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema24.type,parentSchema:schema24,data:data9};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
}
else {
const err14 = {instancePath:instancePath+"/tls",schemaPath:"#/properties/tls/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema21.properties.tls.type,parentSchema:schema21.properties.tls,data:data8};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
}
}
else {
const err15 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema21.type,parentSchema:schema21,data};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
validate16.errors = vErrors;
return errors === 0;
}

const schema26 = {"description":"How many pods must stay, or may go, while nodes are drained; one of the two.","type":"object","properties":{"enabled":{"type":"boolean"},"minAvailable":{"$ref":"#/definitions/countOrPercentage"},"maxUnavailable":{"$ref":"#/definitions/countOrPercentage"},"unhealthyPodEvictionPolicy":{"type":"string","enum":["IfHealthyBudget","AlwaysAllow"]}},"not":{"required":["minAvailable","maxUnavailable"]},"errorMessage":"must not have minAvailable and maxUnavailable both","additionalProperties":false};
const schema27 = {"type":["integer","string"],"minimum":0,"pattern":"^(100|[1-9]?[0-9])%$","errorMessage":"must be a number of pods or a percentage, such as 2 or \"50%\""};
const pattern15 = new RegExp("^(100|[1-9]?[0-9])%$", "u");

function validate20(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
const _errs1 = errors;
const _errs2 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if(((data.minAvailable === undefined) && (missing0 = "minAvailable")) || ((data.maxUnavailable === undefined) && (missing0 = "maxUnavailable"))){
const err0 = {};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
}
var valid0 = _errs2 === errors;
if(valid0){
const err1 = {instancePath,schemaPath:"#/not",keyword:"not",params:{},message:"must NOT be valid",schema:schema26.not,parentSchema:schema26,data};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
else {
errors = _errs1;
if(vErrors !== null){
if(_errs1){
vErrors.length = _errs1;
}
else {
vErrors = null;
}
}
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((((key0 === "enabled") || (key0 === "minAvailable")) || (key0 === "maxUnavailable")) || (key0 === "unhealthyPodEvictionPolicy"))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema26,data};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
if(data.enabled !== undefined){
let data0 = data.enabled;
if(typeof data0 !== "boolean"){
const err3 = {instancePath:instancePath+"/enabled",schemaPath:"#/properties/enabled/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema26.properties.enabled.type,parentSchema:schema26.properties.enabled,data:data0};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
if(data.minAvailable !== undefined){
let data1 = data.minAvailable;
if((!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))) && (typeof data1 !== "string")){
const err4 = {instancePath:instancePath+"/minAvailable",schemaPath:"#/definitions/countOrPercentage/type",keyword:"type",params:{type: schema27.type},message:"must be integer,string",schema:schema27.type,parentSchema:schema27,data:data1};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 < 0 || isNaN(data1)){
const err5 = {instancePath:instancePath+"/minAvailable",schemaPath:"#/definitions/countOrPercentage/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema27,data:data1};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
}
if(typeof data1 === "string"){
if(!pattern15.test(data1)){
const err6 = {instancePath:instancePath+"/minAvailable",schemaPath:"#/definitions/countOrPercentage/pattern",keyword:"pattern",params:{pattern: "^(100|[1-9]?[0-9])%$"},message:"must match pattern \""+"^(100|[1-9]?[0-9])%$"+"\"",schema:"^(100|[1-9]?[0-9])%$",parentSchema:schema27,data:data1};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
}
}
if(data.maxUnavailable !== undefined){
let data2 = data.maxUnavailable;
if((!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))) && (typeof data2 !== "string")){
const err7 = {instancePath:instancePath+"/maxUnavailable",schemaPath:"#/definitions/countOrPercentage/type",keyword:"type",params:{type: schema27.type},message:"must be integer,string",schema:schema27.type,parentSchema:schema27,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 < 0 || isNaN(data2)){
const err8 = {instancePath:instancePath+"/maxUnavailable",schemaPath:"#/definitions/countOrPercentage/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema27,data:data2};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
}
if(typeof data2 === "string"){
if(!pattern15.test(data2)){
const err9 = {instancePath:instancePath+"/maxUnavailable",schemaPath:"#/definitions/countOrPercentage/pattern",keyword:"pattern",params:{pattern: "^(100|[1-9]?[0-9])%$"},message:"must match pattern \""+"^(100|[1-9]?[0-9])%$"+"\"",schema:"^(100|[1-9]?[0-9])%$",parentSchema:schema27,data:data2};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
}
if(data.unhealthyPodEvictionPolicy !== undefined){
let data3 = data.unhealthyPodEvictionPolicy;
if(typeof data3 !== "string"){
const err10 = {instancePath:instancePath+"/unhealthyPodEvictionPolicy",schemaPath:"#/properties/unhealthyPodEvictionPolicy/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema26.properties.unhealthyPodEvictionPolicy.type,parentSchema:schema26.properties.unhealthyPodEvictionPolicy,data:data3};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
if(!((data3 === "IfHealthyBudget") || (data3 === "AlwaysAllow"))){
const err11 = {instancePath:instancePath+"/unhealthyPodEvictionPolicy",schemaPath:"#/properties/unhealthyPodEvictionPolicy/enum",keyword:"enum",params:{allowedValues: schema26.properties.unhealthyPodEvictionPolicy.enum},message:"must be equal to one of the allowed values",schema:schema26.properties.unhealthyPodEvictionPolicy.enum,parentSchema:schema26.properties.unhealthyPodEvictionPolicy,data:data3};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
}
else {
const err12 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema26.type,parentSchema:schema26,data};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
validate20.errors = vErrors;
return errors === 0;
}


function validate10(data, {instancePath="", parentData, parentDataProperty, rootData=data}={}){
let vErrors = null;
let errors = 0;
const _errs1 = errors;
let valid0 = true;
const _errs2 = errors;
const _errs3 = errors;
if(errors === _errs3){
if(data && typeof data == "object" && !Array.isArray(data)){
let missing0;
if((data.global === undefined) && (missing0 = "global")){
const err0 = {};
if(vErrors === null){
vErrors = [err0];
}
else {
vErrors.push(err0);
}
errors++;
}
else {
if(data.global !== undefined){
let data0 = data.global;
const _errs5 = errors;
if(errors === _errs5){
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
let missing1;
if((data0.environment === undefined) && (missing1 = "environment")){
const err1 = {};
if(vErrors === null){
vErrors = [err1];
}
else {
vErrors.push(err1);
}
errors++;
}
else {
if(data0.environment !== undefined){
let data1 = data0.environment;
if(!((data1 === "prod") || (data1 === "production"))){
const err2 = {};
if(vErrors === null){
vErrors = [err2];
}
else {
vErrors.push(err2);
}
errors++;
}
}
}
}
else {
const err3 = {};
if(vErrors === null){
vErrors = [err3];
}
else {
vErrors.push(err3);
}
errors++;
}
}
}
}
}
else {
const err4 = {};
if(vErrors === null){
vErrors = [err4];
}
else {
vErrors.push(err4);
}
errors++;
}
}
var _valid0 = _errs2 === errors;
errors = _errs1;
if(vErrors !== null){
if(_errs1){
vErrors.length = _errs1;
}
else {
vErrors = null;
}
}
if(_valid0){
const _errs8 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.resources === undefined){
const err5 = {instancePath,schemaPath:"#/definitions/production/required",keyword:"required",params:{missingProperty: "resources"},message:"must have required property '"+"resources"+"'",schema:schema13.required,parentSchema:schema13,data};
if(vErrors === null){
vErrors = [err5];
}
else {
vErrors.push(err5);
}
errors++;
}
if(data.resources !== undefined){
let data2 = data.resources;
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
if(data2.requests === undefined){
const err6 = {instancePath:instancePath+"/resources",schemaPath:"#/definitions/production/properties/resources/required",keyword:"required",params:{missingProperty: "requests"},message:"must have required property '"+"requests"+"'",schema:schema13.properties.resources.required,parentSchema:schema13.properties.resources,data:data2};
if(vErrors === null){
vErrors = [err6];
}
else {
vErrors.push(err6);
}
errors++;
}
if(data2.limits === undefined){
const err7 = {instancePath:instancePath+"/resources",schemaPath:"#/definitions/production/properties/resources/required",keyword:"required",params:{missingProperty: "limits"},message:"must have required property '"+"limits"+"'",schema:schema13.properties.resources.required,parentSchema:schema13.properties.resources,data:data2};
if(vErrors === null){
vErrors = [err7];
}
else {
vErrors.push(err7);
}
errors++;
}
if(data2.requests !== undefined){
let data3 = data2.requests;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
if(data3.cpu === undefined){
const err8 = {instancePath:instancePath+"/resources/requests",schemaPath:"#/definitions/production/properties/resources/properties/requests/required",keyword:"required",params:{missingProperty: "cpu"},message:"must have required property '"+"cpu"+"'",schema:schema13.properties.resources.properties.requests.required,parentSchema:schema13.properties.resources.properties.requests,data:data3};
if(vErrors === null){
vErrors = [err8];
}
else {
vErrors.push(err8);
}
errors++;
}
if(data3.memory === undefined){
const err9 = {instancePath:instancePath+"/resources/requests",schemaPath:"#/definitions/production/properties/resources/properties/requests/required",keyword:"required",params:{missingProperty: "memory"},message:"must have required property '"+"memory"+"'",schema:schema13.properties.resources.properties.requests.required,parentSchema:schema13.properties.resources.properties.requests,data:data3};
if(vErrors === null){
vErrors = [err9];
}
else {
vErrors.push(err9);
}
errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/resources/requests",schemaPath:"#/definitions/production/properties/resources/properties/requests/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema13.properties.resources.properties.requests.type,parentSchema:schema13.properties.resources.properties.requests,data:data3};
if(vErrors === null){
vErrors = [err10];
}
else {
vErrors.push(err10);
}
errors++;
}
}
if(data2.limits !== undefined){
let data4 = data2.limits;
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
if(data4.memory === undefined){
const err11 = {instancePath:instancePath+"/resources/limits",schemaPath:"#/definitions/production/properties/resources/properties/limits/required",keyword:"required",params:{missingProperty: "memory"},message:"must have required property '"+"memory"+"'",schema:schema13.properties.resources.properties.limits.required,parentSchema:schema13.properties.resources.properties.limits,data:data4};
if(vErrors === null){
vErrors = [err11];
}
else {
vErrors.push(err11);
}
errors++;
}
}
else {
const err12 = {instancePath:instancePath+"/resources/limits",schemaPath:"#/definitions/production/properties/resources/properties/limits/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema13.properties.resources.properties.limits.type,parentSchema:schema13.properties.resources.properties.limits,data:data4};
if(vErrors === null){
vErrors = [err12];
}
else {
vErrors.push(err12);
}
errors++;
}
}
}
else {
const err13 = {instancePath:instancePath+"/resources",schemaPath:"#/definitions/production/properties/resources/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema13.properties.resources.type,parentSchema:schema13.properties.resources,data:data2};
if(vErrors === null){
vErrors = [err13];
}
else {
vErrors.push(err13);
}
errors++;
}
}
if(data.autoscaling !== undefined){
let data5 = data.autoscaling;
if(!(data5 && typeof data5 == "object" && !Array.isArray(data5))){
const err14 = {instancePath:instancePath+"/autoscaling",schemaPath:"#/definitions/production/properties/autoscaling/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema13.properties.autoscaling.type,parentSchema:schema13.properties.autoscaling,data:data5};
if(vErrors === null){
vErrors = [err14];
}
else {
vErrors.push(err14);
}
errors++;
}
const _errs19 = errors;
let valid7 = true;
const _errs20 = errors;
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
let missing2;
if((data5.enabled === undefined) && (missing2 = "enabled")){
const err15 = {};
if(vErrors === null){
vErrors = [err15];
}
else {
vErrors.push(err15);
}
errors++;
}
else {
if(data5.enabled !== undefined){
if(true !== data5.enabled){
const err16 = {};
if(vErrors === null){
vErrors = [err16];
}
else {
vErrors.push(err16);
}
errors++;
}
}
}
}
var _valid1 = _errs20 === errors;
errors = _errs19;
if(vErrors !== null){
if(_errs19){
vErrors.length = _errs19;
}
else {
vErrors = null;
}
}
if(_valid1){
const _errs22 = errors;
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
if(data5.minReplicas !== undefined){
let data7 = data5.minReplicas;
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 < 2 || isNaN(data7)){
const err17 = {instancePath:instancePath+"/autoscaling/minReplicas",schemaPath:"#/definitions/production/properties/autoscaling/then/properties/minReplicas/minimum",keyword:"minimum",params:{comparison: ">=", limit: 2},message:"must be >= 2",schema:2,parentSchema:schema13.properties.autoscaling.then.properties.minReplicas,data:data7};
if(vErrors === null){
vErrors = [err17];
}
else {
vErrors.push(err17);
}
errors++;
}
}
}
}
var _valid1 = _errs22 === errors;
valid7 = _valid1;
}
if(!valid7){
const err18 = {instancePath:instancePath+"/autoscaling",schemaPath:"#/definitions/production/properties/autoscaling/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema",schema:schema13.properties.autoscaling.if,parentSchema:schema13.properties.autoscaling,data:data5};
if(vErrors === null){
vErrors = [err18];
}
else {
vErrors.push(err18);
}
errors++;
}
}
}
else {
const err19 = {instancePath,schemaPath:"#/definitions/production/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema13.type,parentSchema:schema13,data};
if(vErrors === null){
vErrors = [err19];
}
else {
vErrors.push(err19);
}
errors++;
}
var _valid0 = _errs8 === errors;
valid0 = _valid0;
}
if(!valid0){
const err20 = {instancePath,schemaPath:"#/if",keyword:"if",params:{failingKeyword: "then"},message:"must match \"then\" schema",schema:schema11.if,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err20];
}
else {
vErrors.push(err20);
}
errors++;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.global !== undefined){
let data8 = data.global;
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
for(const key0 in data8){
if(!((((((((key0 === "environment") || (key0 === "cloud")) || (key0 === "region")) || (key0 === "cluster")) || (key0 === "imageRegistry")) || (key0 === "imagePullSecrets")) || (key0 === "storageClass")) || (key0 === "defaultStorageClass"))){
const err21 = {instancePath:instancePath+"/global",schemaPath:"#/definitions/global/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},message:"must NOT have additional properties",schema:false,parentSchema:schema14,data:data8};
if(vErrors === null){
vErrors = [err21];
}
else {
vErrors.push(err21);
}
errors++;
}
}
if(data8.environment !== undefined){
let data9 = data8.environment;
if(typeof data9 === "string"){
if(!pattern0.test(data9)){
const err22 = {instancePath:instancePath+"/global/environment",schemaPath:"#/definitions/global/properties/environment/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\"",schema:"\\S",parentSchema:schema14.properties.environment,data:data9};
if(vErrors === null){
vErrors = [err22];
}
else {
vErrors.push(err22);
}
errors++;
}
}
else {
const err23 = {instancePath:instancePath+"/global/environment",schemaPath:"#/definitions/global/properties/environment/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema14.properties.environment.type,parentSchema:schema14.properties.environment,data:data9};
if(vErrors === null){
vErrors = [err23];
}
else {
vErrors.push(err23);
}
errors++;
}
}
if(data8.cloud !== undefined){
let data10 = data8.cloud;
if(typeof data10 === "string"){
if(!pattern0.test(data10)){
const err24 = {instancePath:instancePath+"/global/cloud",schemaPath:"#/definitions/global/properties/cloud/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\"",schema:"\\S",parentSchema:schema14.properties.cloud,data:data10};
if(vErrors === null){
vErrors = [err24];
}
else {
vErrors.push(err24);
}
errors++;
}
}
else {
const err25 = {instancePath:instancePath+"/global/cloud",schemaPath:"#/definitions/global/properties/cloud/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema14.properties.cloud.type,parentSchema:schema14.properties.cloud,data:data10};
if(vErrors === null){
vErrors = [err25];
}
else {
vErrors.push(err25);
}
errors++;
}
}
if(data8.region !== undefined){
let data11 = data8.region;
if(typeof data11 === "string"){
if(!pattern0.test(data11)){
const err26 = {instancePath:instancePath+"/global/region",schemaPath:"#/definitions/global/properties/region/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\"",schema:"\\S",parentSchema:schema14.properties.region,data:data11};
if(vErrors === null){
vErrors = [err26];
}
else {
vErrors.push(err26);
}
errors++;
}
}
else {
const err27 = {instancePath:instancePath+"/global/region",schemaPath:"#/definitions/global/properties/region/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema14.properties.region.type,parentSchema:schema14.properties.region,data:data11};
if(vErrors === null){
vErrors = [err27];
}
else {
vErrors.push(err27);
}
errors++;
}
}
if(data8.cluster !== undefined){
let data12 = data8.cluster;
if(typeof data12 === "string"){
if(!pattern0.test(data12)){
const err28 = {instancePath:instancePath+"/global/cluster",schemaPath:"#/definitions/global/properties/cluster/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\"",schema:"\\S",parentSchema:schema14.properties.cluster,data:data12};
if(vErrors === null){
vErrors = [err28];
}
else {
vErrors.push(err28);
}
errors++;
}
}
else {
const err29 = {instancePath:instancePath+"/global/cluster",schemaPath:"#/definitions/global/properties/cluster/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema14.properties.cluster.type,parentSchema:schema14.properties.cluster,data:data12};
if(vErrors === null){
vErrors = [err29];
}
else {
vErrors.push(err29);
}
errors++;
}
}
if(data8.imageRegistry !== undefined){
let data13 = data8.imageRegistry;
if(typeof data13 !== "string"){
const err30 = {instancePath:instancePath+"/global/imageRegistry",schemaPath:"#/definitions/global/properties/imageRegistry/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema14.properties.imageRegistry.type,parentSchema:schema14.properties.imageRegistry,data:data13};
if(vErrors === null){
vErrors = [err30];
}
else {
vErrors.push(err30);
}
errors++;
}
}
if(data8.imagePullSecrets !== undefined){
let data14 = data8.imagePullSecrets;
if(!(Array.isArray(data14))){
const err31 = {instancePath:instancePath+"/global/imagePullSecrets",schemaPath:"#/definitions/global/properties/imagePullSecrets/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema14.properties.imagePullSecrets.type,parentSchema:schema14.properties.imagePullSecrets,data:data14};
if(vErrors === null){
vErrors = [err31];
}
else {
vErrors.push(err31);
}
errors++;
}
}
if(data8.storageClass !== undefined){
let data15 = data8.storageClass;
if(typeof data15 !== "string"){
const err32 = {instancePath:instancePath+"/global/storageClass",schemaPath:"#/definitions/global/properties/storageClass/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema14.properties.storageClass.type,parentSchema:schema14.properties.storageClass,data:data15};
if(vErrors === null){
vErrors = [err32];
}
else {
vErrors.push(err32);
}
errors++;
}
}
if(data8.defaultStorageClass !== undefined){
let data16 = data8.defaultStorageClass;
if(typeof data16 !== "string"){
const err33 = {instancePath:instancePath+"/global/defaultStorageClass",schemaPath:"#/definitions/global/properties/defaultStorageClass/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema14.properties.defaultStorageClass.type,parentSchema:schema14.properties.defaultStorageClass,data:data16};
if(vErrors === null){
vErrors = [err33];
}
else {
vErrors.push(err33);
}
errors++;
}
}
}
else {
const err34 = {instancePath:instancePath+"/global",schemaPath:"#/definitions/global/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema14.type,parentSchema:schema14,data:data8};
if(vErrors === null){
vErrors = [err34];
}
else {
vErrors.push(err34);
}
errors++;
}
}
if(data.image !== undefined){
let data17 = data.image;
if((!(data17 && typeof data17 == "object" && !Array.isArray(data17))) && (typeof data17 !== "string")){
const err35 = {instancePath:instancePath+"/image",schemaPath:"#/definitions/image/type",keyword:"type",params:{type: schema15.type},message:"must be object,string",schema:schema15.type,parentSchema:schema15,data:data17};
if(vErrors === null){
vErrors = [err35];
}
else {
vErrors.push(err35);
}
errors++;
}
if(data17 && typeof data17 == "object" && !Array.isArray(data17)){
for(const key1 in data17){
if(!((((((key1 === "registry") || (key1 === "repository")) || (key1 === "digest")) || (key1 === "tag")) || (key1 === "pullPolicy")) || (key1 === "pullSecrets"))){
const err36 = {instancePath:instancePath+"/image",schemaPath:"#/definitions/image/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},message:"must NOT have additional properties",schema:false,parentSchema:schema15,data:data17};
if(vErrors === null){
vErrors = [err36];
}
else {
vErrors.push(err36);
}
errors++;
}
}
if(data17.registry !== undefined){
let data18 = data17.registry;
if(typeof data18 !== "string"){
const err37 = {instancePath:instancePath+"/image/registry",schemaPath:"#/definitions/image/properties/registry/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema15.properties.registry.type,parentSchema:schema15.properties.registry,data:data18};
if(vErrors === null){
vErrors = [err37];
}
else {
vErrors.push(err37);
}
errors++;
}
}
if(data17.repository !== undefined){
let data19 = data17.repository;
if(typeof data19 === "string"){
if(!pattern4.test(data19)){
const err38 = {instancePath:instancePath+"/image/repository",schemaPath:"#/definitions/image/properties/repository/pattern",keyword:"pattern",params:{pattern: "^[^@\\s]+$"},message:"must match pattern \""+"^[^@\\s]+$"+"\"",schema:"^[^@\\s]+$",parentSchema:schema15.properties.repository,data:data19};
if(vErrors === null){
vErrors = [err38];
}
else {
vErrors.push(err38);
}
errors++;
}
}
else {
const err39 = {instancePath:instancePath+"/image/repository",schemaPath:"#/definitions/image/properties/repository/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema15.properties.repository.type,parentSchema:schema15.properties.repository,data:data19};
if(vErrors === null){
vErrors = [err39];
}
else {
vErrors.push(err39);
}
errors++;
}
}
if(data17.digest !== undefined){
let data20 = data17.digest;
if(typeof data20 === "string"){
if(!pattern5.test(data20)){
const err40 = {instancePath:instancePath+"/image/digest",schemaPath:"#/definitions/image/properties/digest/pattern",keyword:"pattern",params:{pattern: "^(sha256:[0-9a-f]{64})?$"},message:"must match pattern \""+"^(sha256:[0-9a-f]{64})?$"+"\"",schema:"^(sha256:[0-9a-f]{64})?$",parentSchema:schema15.properties.digest,data:data20};
if(vErrors === null){
vErrors = [err40];
}
else {
vErrors.push(err40);
}
errors++;
}
}
else {
const err41 = {instancePath:instancePath+"/image/digest",schemaPath:"#/definitions/image/properties/digest/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema15.properties.digest.type,parentSchema:schema15.properties.digest,data:data20};
if(vErrors === null){
vErrors = [err41];
}
else {
vErrors.push(err41);
}
errors++;
}
}
if(data17.tag !== undefined){
let data21 = data17.tag;
if(typeof data21 === "string"){
if(!pattern6.test(data21)){
const err42 = {instancePath:instancePath+"/image/tag",schemaPath:"#/definitions/image/properties/tag/pattern",keyword:"pattern",params:{pattern: "^([A-Za-z0-9_][A-Za-z0-9._-]{0,127}(@sha256:[0-9a-f]{64})?)?$"},message:"must match pattern \""+"^([A-Za-z0-9_][A-Za-z0-9._-]{0,127}(@sha256:[0-9a-f]{64})?)?$"+"\"",schema:"^([A-Za-z0-9_][A-Za-z0-9._-]{0,127}(@sha256:[0-9a-f]{64})?)?$",parentSchema:schema15.properties.tag,data:data21};
if(vErrors === null){
vErrors = [err42];
}
else {
vErrors.push(err42);
}
errors++;
}
}
else {
const err43 = {instancePath:instancePath+"/image/tag",schemaPath:"#/definitions/image/properties/tag/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema15.properties.tag.type,parentSchema:schema15.properties.tag,data:data21};
if(vErrors === null){
vErrors = [err43];
}
else {
vErrors.push(err43);
}
errors++;
}
}
if(data17.pullPolicy !== undefined){
let data22 = data17.pullPolicy;
if(typeof data22 !== "string"){
const err44 = {instancePath:instancePath+"/image/pullPolicy",schemaPath:"#/definitions/image/properties/pullPolicy/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema15.properties.pullPolicy.type,parentSchema:schema15.properties.pullPolicy,data:data22};
if(vErrors === null){
vErrors = [err44];
}
else {
vErrors.push(err44);
}
errors++;
}
if(!(((data22 === "Always") || (data22 === "IfNotPresent")) || (data22 === "Never"))){
const err45 = {instancePath:instancePath+"/image/pullPolicy",schemaPath:"#/definitions/image/properties/pullPolicy/enum",keyword:"enum",params:{allowedValues: schema15.properties.pullPolicy.enum},message:"must be equal to one of the allowed values",schema:schema15.properties.pullPolicy.enum,parentSchema:schema15.properties.pullPolicy,data:data22};
if(vErrors === null){
vErrors = [err45];
}
else {
vErrors.push(err45);
}
errors++;
}
}
if(data17.pullSecrets !== undefined){
let data23 = data17.pullSecrets;
if(!(Array.isArray(data23))){
const err46 = {instancePath:instancePath+"/image/pullSecrets",schemaPath:"#/definitions/image/properties/pullSecrets/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema15.properties.pullSecrets.type,parentSchema:schema15.properties.pullSecrets,data:data23};
if(vErrors === null){
vErrors = [err46];
}
else {
vErrors.push(err46);
}
errors++;
}
}
}
}
if(data.replicaCount !== undefined){
let data24 = data.replicaCount;
if(!(((typeof data24 == "number") && (!(data24 % 1) && !isNaN(data24))) && (isFinite(data24)))){
const err47 = {instancePath:instancePath+"/replicaCount",schemaPath:"#/properties/replicaCount/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema11.properties.replicaCount.type,parentSchema:schema11.properties.replicaCount,data:data24};
if(vErrors === null){
vErrors = [err47];
}
else {
vErrors.push(err47);
}
errors++;
}
if((typeof data24 == "number") && (isFinite(data24))){
if(data24 < 0 || isNaN(data24)){
const err48 = {instancePath:instancePath+"/replicaCount",schemaPath:"#/properties/replicaCount/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},message:"must be >= 0",schema:0,parentSchema:schema11.properties.replicaCount,data:data24};
if(vErrors === null){
vErrors = [err48];
}
else {
vErrors.push(err48);
}
errors++;
}
}
}
if(data.autoscaling !== undefined){
let data25 = data.autoscaling;
if(data25 && typeof data25 == "object" && !Array.isArray(data25)){
for(const key2 in data25){
if(!(((((((key2 === "enabled") || (key2 === "minReplicas")) || (key2 === "maxReplicas")) || (key2 === "targetCPUUtilizationPercentage")) || (key2 === "targetMemoryUtilizationPercentage")) || (key2 === "behavior")) || (key2 === "metrics"))){
const err49 = {instancePath:instancePath+"/autoscaling",schemaPath:"#/definitions/autoscaling/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},message:"must NOT have additional properties",schema:false,parentSchema:schema16,data:data25};
if(vErrors === null){
vErrors = [err49];
}
else {
vErrors.push(err49);
}
errors++;
}
}
if(data25.enabled !== undefined){
let data26 = data25.enabled;
if(typeof data26 !== "boolean"){
const err50 = {instancePath:instancePath+"/autoscaling/enabled",schemaPath:"#/definitions/autoscaling/properties/enabled/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema16.properties.enabled.type,parentSchema:schema16.properties.enabled,data:data26};
if(vErrors === null){
vErrors = [err50];
}
else {
vErrors.push(err50);
}
errors++;
}
}
if(data25.minReplicas !== undefined){
let data27 = data25.minReplicas;
if(!(((typeof data27 == "number") && (!(data27 % 1) && !isNaN(data27))) && (isFinite(data27)))){
const err51 = {instancePath:instancePath+"/autoscaling/minReplicas",schemaPath:"#/definitions/autoscaling/properties/minReplicas/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema16.properties.minReplicas.type,parentSchema:schema16.properties.minReplicas,data:data27};
if(vErrors === null){
vErrors = [err51];
}
else {
vErrors.push(err51);
}
errors++;
}
if((typeof data27 == "number") && (isFinite(data27))){
if(data27 < 1 || isNaN(data27)){
const err52 = {instancePath:instancePath+"/autoscaling/minReplicas",schemaPath:"#/definitions/autoscaling/properties/minReplicas/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema16.properties.minReplicas,data:data27};
if(vErrors === null){
vErrors = [err52];
}
else {
vErrors.push(err52);
}
errors++;
}
}
}
if(data25.maxReplicas !== undefined){
let data28 = data25.maxReplicas;
if(!(((typeof data28 == "number") && (!(data28 % 1) && !isNaN(data28))) && (isFinite(data28)))){
const err53 = {instancePath:instancePath+"/autoscaling/maxReplicas",schemaPath:"#/definitions/autoscaling/properties/maxReplicas/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema16.properties.maxReplicas.type,parentSchema:schema16.properties.maxReplicas,data:data28};
if(vErrors === null){
vErrors = [err53];
}
else {
vErrors.push(err53);
}
errors++;
}
if((typeof data28 == "number") && (isFinite(data28))){
if(data28 < 1 || isNaN(data28)){
const err54 = {instancePath:instancePath+"/autoscaling/maxReplicas",schemaPath:"#/definitions/autoscaling/properties/maxReplicas/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema16.properties.maxReplicas,data:data28};
if(vErrors === null){
vErrors = [err54];
}
else {
vErrors.push(err54);
}
errors++;
}
}
}
if(data25.targetCPUUtilizationPercentage !== undefined){
let data29 = data25.targetCPUUtilizationPercentage;
if(!(((typeof data29 == "number") && (!(data29 % 1) && !isNaN(data29))) && (isFinite(data29)))){
const err55 = {instancePath:instancePath+"/autoscaling/targetCPUUtilizationPercentage",schemaPath:"#/definitions/autoscaling/properties/targetCPUUtilizationPercentage/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema16.properties.targetCPUUtilizationPercentage.type,parentSchema:schema16.properties.targetCPUUtilizationPercentage,data:data29};
if(vErrors === null){
vErrors = [err55];
}
else {
vErrors.push(err55);
}
errors++;
}
if((typeof data29 == "number") && (isFinite(data29))){
if(data29 > 100 || isNaN(data29)){
const err56 = {instancePath:instancePath+"/autoscaling/targetCPUUtilizationPercentage",schemaPath:"#/definitions/autoscaling/properties/targetCPUUtilizationPercentage/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100},message:"must be <= 100",schema:100,parentSchema:schema16.properties.targetCPUUtilizationPercentage,data:data29};
if(vErrors === null){
vErrors = [err56];
}
else {
vErrors.push(err56);
}
errors++;
}
if(data29 < 1 || isNaN(data29)){
const err57 = {instancePath:instancePath+"/autoscaling/targetCPUUtilizationPercentage",schemaPath:"#/definitions/autoscaling/properties/targetCPUUtilizationPercentage/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema16.properties.targetCPUUtilizationPercentage,data:data29};
if(vErrors === null){
vErrors = [err57];
}
else {
vErrors.push(err57);
}
errors++;
}
}
}
if(data25.targetMemoryUtilizationPercentage !== undefined){
let data30 = data25.targetMemoryUtilizationPercentage;
if(!(((typeof data30 == "number") && (!(data30 % 1) && !isNaN(data30))) && (isFinite(data30)))){
const err58 = {instancePath:instancePath+"/autoscaling/targetMemoryUtilizationPercentage",schemaPath:"#/definitions/autoscaling/properties/targetMemoryUtilizationPercentage/type",keyword:"type",params:{type: "integer"},message:"must be integer",schema:schema16.properties.targetMemoryUtilizationPercentage.type,parentSchema:schema16.properties.targetMemoryUtilizationPercentage,data:data30};
if(vErrors === null){
vErrors = [err58];
}
else {
vErrors.push(err58);
}
errors++;
}
if((typeof data30 == "number") && (isFinite(data30))){
if(data30 > 100 || isNaN(data30)){
const err59 = {instancePath:instancePath+"/autoscaling/targetMemoryUtilizationPercentage",schemaPath:"#/definitions/autoscaling/properties/targetMemoryUtilizationPercentage/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100},message:"must be <= 100",schema:100,parentSchema:schema16.properties.targetMemoryUtilizationPercentage,data:data30};
if(vErrors === null){
vErrors = [err59];
}
else {
vErrors.push(err59);
}
errors++;
}
if(data30 < 1 || isNaN(data30)){
const err60 = {instancePath:instancePath+"/autoscaling/targetMemoryUtilizationPercentage",schemaPath:"#/definitions/autoscaling/properties/targetMemoryUtilizationPercentage/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},message:"must be >= 1",schema:1,parentSchema:schema16.properties.targetMemoryUtilizationPercentage,data:data30};
if(vErrors === null){
vErrors = [err60];
}
else {
vErrors.push(err60);
}
errors++;
}
}
}
if(data25.behavior !== undefined){
let data31 = data25.behavior;
if(!(data31 && typeof data31 == "object" && !Array.isArray(data31))){
const err61 = {instancePath:instancePath+"/autoscaling/behavior",schemaPath:"#/definitions/autoscaling/properties/behavior/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema16.properties.behavior.type,parentSchema:schema16.properties.behavior,data:data31};
if(vErrors === null){
vErrors = [err61];
}
else {
vErrors.push(err61);
}
errors++;
}
}
if(data25.metrics !== undefined){
let data32 = data25.metrics;
if(!(Array.isArray(data32))){
const err62 = {instancePath:instancePath+"/autoscaling/metrics",schemaPath:"#/definitions/autoscaling/properties/metrics/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema16.properties.metrics.type,parentSchema:schema16.properties.metrics,data:data32};
if(vErrors === null){
vErrors = [err62];
}
else {
vErrors.push(err62);
}
errors++;
}
}
}
else {
const err63 = {instancePath:instancePath+"/autoscaling",schemaPath:"#/definitions/autoscaling/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema16.type,parentSchema:schema16,data:data25};
if(vErrors === null){
vErrors = [err63];
}
else {
vErrors.push(err63);
}
errors++;
}
}
if(data.resources !== undefined){
if(!(validate11(data.resources, {instancePath:instancePath+"/resources",parentData:data,parentDataProperty:"resources",rootData}))){
vErrors = vErrors === null ? validate11.errors : vErrors.concat(validate11.errors);
errors = vErrors.length;
}
}
if(data.ingress !== undefined){
if(!(validate16(data.ingress, {instancePath:instancePath+"/ingress",parentData:data,parentDataProperty:"ingress",rootData}))){
vErrors = vErrors === null ? validate16.errors : vErrors.concat(validate16.errors);
errors = vErrors.length;
}
}
if(data.externalSecrets !== undefined){
let data35 = data.externalSecrets;
if(data35 && typeof data35 == "object" && !Array.isArray(data35)){
for(const key3 in data35){
if(!((((((key3 === "enabled") || (key3 === "secretStoreRef")) || (key3 === "refreshInterval")) || (key3 === "secrets")) || (key3 === "data")) || (key3 === "dataFrom"))){
const err64 = {instancePath:instancePath+"/externalSecrets",schemaPath:"#/definitions/externalSecrets/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},message:"must NOT have additional properties",schema:false,parentSchema:schema25,data:data35};
if(vErrors === null){
vErrors = [err64];
}
else {
vErrors.push(err64);
}
errors++;
}
}
if(data35.enabled !== undefined){
let data36 = data35.enabled;
if(typeof data36 !== "boolean"){
const err65 = {instancePath:instancePath+"/externalSecrets/enabled",schemaPath:"#/definitions/externalSecrets/properties/enabled/type",keyword:"type",params:{type: "boolean"},message:"must be boolean",schema:schema25.properties.enabled.type,parentSchema:schema25.properties.enabled,data:data36};
if(vErrors === null){
vErrors = [err65];
}
else {
vErrors.push(err65);
}
errors++;
}
}
if(data35.secretStoreRef !== undefined){
let data37 = data35.secretStoreRef;
if(data37 && typeof data37 == "object" && !Array.isArray(data37)){
if(data37.name === undefined){
const err66 = {instancePath:instancePath+"/externalSecrets/secretStoreRef",schemaPath:"#/definitions/externalSecrets/properties/secretStoreRef/required",keyword:"required",params:{missingProperty: "name"},message:"must have required property '"+"name"+"'",schema:schema25.properties.secretStoreRef.required,parentSchema:schema25.properties.secretStoreRef,data:data37};
if(vErrors === null){
vErrors = [err66];
}
else {
vErrors.push(err66);
}
errors++;
}
for(const key4 in data37){
if(!((key4 === "name") || (key4 === "kind"))){
const err67 = {instancePath:instancePath+"/externalSecrets/secretStoreRef",schemaPath:"#/definitions/externalSecrets/properties/secretStoreRef/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},message:"must NOT have additional properties",schema:false,parentSchema:schema25.properties.secretStoreRef,data:data37};
if(vErrors === null){
vErrors = [err67];
}
else {
vErrors.push(err67);
}
errors++;
}
}
if(data37.name !== undefined){
let data38 = data37.name;
if(typeof data38 === "string"){
if(!pattern0.test(data38)){
const err68 = {instancePath:instancePath+"/externalSecrets/secretStoreRef/name",schemaPath:"#/definitions/externalSecrets/properties/secretStoreRef/properties/name/pattern",keyword:"pattern",params:{pattern: "\\S"},message:"must match pattern \""+"\\S"+"\"",schema:"\\S",parentSchema:schema25.properties.secretStoreRef.properties.name,data:data38};
if(vErrors === null){
vErrors = [err68];
}
else {
vErrors.push(err68);
}
errors++;
}
}
else {
const err69 = {instancePath:instancePath+"/externalSecrets/secretStoreRef/name",schemaPath:"#/definitions/externalSecrets/properties/secretStoreRef/properties/name/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema25.properties.secretStoreRef.properties.name.type,parentSchema:schema25.properties.secretStoreRef.properties.name,data:data38};
if(vErrors === null){
vErrors = [err69];
}
else {
vErrors.push(err69);
}
errors++;
}
}
if(data37.kind !== undefined){
let data39 = data37.kind;
if(typeof data39 !== "string"){
const err70 = {instancePath:instancePath+"/externalSecrets/secretStoreRef/kind",schemaPath:"#/definitions/externalSecrets/properties/secretStoreRef/properties/kind/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema25.properties.secretStoreRef.properties.kind.type,parentSchema:schema25.properties.secretStoreRef.properties.kind,data:data39};
if(vErrors === null){
vErrors = [err70];
}
else {
vErrors.push(err70);
}
errors++;
}
if(!((data39 === "SecretStore") || (data39 === "ClusterSecretStore"))){
const err71 = {instancePath:instancePath+"/externalSecrets/secretStoreRef/kind",schemaPath:"#/definitions/externalSecrets/properties/secretStoreRef/properties/kind/enum",keyword:"enum",params:{allowedValues: schema25.properties.secretStoreRef.properties.kind.enum},message:"must be equal to one of the allowed values",schema:schema25.properties.secretStoreRef.properties.kind.enum,parentSchema:schema25.properties.secretStoreRef.properties.kind,data:data39};
if(vErrors === null){
vErrors = [err71];
}
else {
vErrors.push(err71);
}
errors++;
}
}
}
else {
const err72 = {instancePath:instancePath+"/externalSecrets/secretStoreRef",schemaPath:"#/definitions/externalSecrets/properties/secretStoreRef/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema25.properties.secretStoreRef.type,parentSchema:schema25.properties.secretStoreRef,data:data37};
if(vErrors === null){
vErrors = [err72];
}
else {
vErrors.push(err72);
}
errors++;
}
}
if(data35.refreshInterval !== undefined){
let data40 = data35.refreshInterval;
if(typeof data40 !== "string"){
const err73 = {instancePath:instancePath+"/externalSecrets/refreshInterval",schemaPath:"#/definitions/externalSecrets/properties/refreshInterval/type",keyword:"type",params:{type: "string"},message:"must be string",schema:schema25.properties.refreshInterval.type,parentSchema:schema25.properties.refreshInterval,data:data40};
if(vErrors === null){
vErrors = [err73];
}
else {
vErrors.push(err73);
}
errors++;
}
}
if(data35.secrets !== undefined){
let data41 = data35.secrets;
if(!data41 || typeof data41 != "object"){
const err74 = {instancePath:instancePath+"/externalSecrets/secrets",schemaPath:"#/definitions/externalSecrets/properties/secrets/type",keyword:"type",params:{type: schema25.properties.secrets.type},message:"must be array,object",schema:schema25.properties.secrets.type,parentSchema:schema25.properties.secrets,data:data41};
if(vErrors === null){
vErrors = [err74];
}
else {
vErrors.push(err74);
}
errors++;
}
}
if(data35.data !== undefined){
let data42 = data35.data;
if(!data42 || typeof data42 != "object"){
const err75 = {instancePath:instancePath+"/externalSecrets/data",schemaPath:"#/definitions/externalSecrets/properties/data/type",keyword:"type",params:{type: schema25.properties.data.type},message:"must be array,object",schema:schema25.properties.data.type,parentSchema:schema25.properties.data,data:data42};
if(vErrors === null){
vErrors = [err75];
}
else {
vErrors.push(err75);
}
errors++;
}
}
if(data35.dataFrom !== undefined){
let data43 = data35.dataFrom;
if(!(Array.isArray(data43))){
const err76 = {instancePath:instancePath+"/externalSecrets/dataFrom",schemaPath:"#/definitions/externalSecrets/properties/dataFrom/type",keyword:"type",params:{type: "array"},message:"must be array",schema:schema25.properties.dataFrom.type,parentSchema:schema25.properties.dataFrom,data:data43};
if(vErrors === null){
vErrors = [err76];
}
else {
vErrors.push(err76);
}
errors++;
}
}
}
else {
const err77 = {instancePath:instancePath+"/externalSecrets",schemaPath:"#/definitions/externalSecrets/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema25.type,parentSchema:schema25,data:data35};
if(vErrors === null){
vErrors = [err77];
}
else {
vErrors.push(err77);
}
errors++;
}
}
if(data.podDisruptionBudget !== undefined){
if(!(validate20(data.podDisruptionBudget, {instancePath:instancePath+"/podDisruptionBudget",parentData:data,parentDataProperty:"podDisruptionBudget",rootData}))){
vErrors = vErrors === null ? validate20.errors : vErrors.concat(validate20.errors);
errors = vErrors.length;
}
}
}
else {
const err78 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},message:"must be object",schema:schema11.type,parentSchema:schema11,data};
if(vErrors === null){
vErrors = [err78];
}
else {
vErrors.push(err78);
}
errors++;
}
validate10.errors = vErrors;
return errors === 0;
}
