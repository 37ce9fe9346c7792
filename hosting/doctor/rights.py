"""Everything that the doctor asks of AWS, and the right that it takes. It asks nothing that is not here.

All of it reads, but for `kms:Sign`, which changes nothing: only with it GitHub can be asked.
"""

from __future__ import annotations

RIGHTS: dict[tuple[str, str], str] = {
    ("sts", "get_caller_identity"): "sts:GetCallerIdentity",
    ("cloudformation", "describe_stacks"): "cloudformation:DescribeStacks",
    ("cloudformation", "list_stack_resources"): "cloudformation:ListStackResources",
    ("ssm", "get_parameters"): "ssm:GetParameters",
    ("kms", "describe_key"): "kms:DescribeKey",
    ("kms", "get_public_key"): "kms:GetPublicKey",
    ("kms", "sign"): "kms:Sign",
    ("cloudfront", "get_distribution"): "cloudfront:GetDistribution",
    ("cloudfront", "get_function"): "cloudfront:GetFunction",
    ("cloudfront", "get_response_headers_policy"): "cloudfront:GetResponseHeadersPolicy",
    ("acm", "describe_certificate"): "acm:DescribeCertificate",
    ("sesv2", "get_account"): "ses:GetAccount",
    ("sesv2", "get_email_identity"): "ses:GetEmailIdentity",
    ("ses", "get_send_statistics"): "ses:GetSendStatistics",
    ("sns", "list_subscriptions_by_topic"): "sns:ListSubscriptionsByTopic",
    ("cloudwatch", "describe_alarms"): "cloudwatch:DescribeAlarms",
    ("s3", "get_bucket_versioning"): "s3:GetBucketVersioning",
    ("s3", "get_public_access_block"): "s3:GetBucketPublicAccessBlock",
    ("s3", "get_bucket_lifecycle_configuration"): "s3:GetLifecycleConfiguration",
    ("s3", "list_object_versions"): "s3:ListBucketVersions",
    ("s3", "list_multipart_uploads"): "s3:ListBucketMultipartUploads",
    ("s3", "list_objects_v2"): "s3:ListBucket",
    ("s3", "get_object"): "s3:GetObject",
    ("lambda", "get_account_settings"): "lambda:GetAccountSettings",
    ("lambda", "get_function_configuration"): "lambda:GetFunctionConfiguration",
    ("lambda", "list_versions_by_function"): "lambda:ListVersionsByFunction",
    ("logs", "describe_log_groups"): "logs:DescribeLogGroups",
    ("budgets", "describe_budgets"): "budgets:ViewBudget",
}
