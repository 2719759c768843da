-- MySQL dump
DROP TABLE IF EXISTS `typecho_contents`;
CREATE TABLE `typecho_contents` (
  `cid` int(10) unsigned NOT NULL AUTO_INCREMENT,
  `title` varchar(150) DEFAULT NULL,
  `slug` varchar(150) DEFAULT NULL,
  `created` int(10) unsigned DEFAULT '0',
  `modified` int(10) unsigned DEFAULT '0',
  `text` longtext,
  `order` int(10) unsigned DEFAULT '0',
  `authorId` int(10) unsigned DEFAULT '0',
  `template` varchar(32) DEFAULT NULL,
  `type` varchar(16) DEFAULT 'post',
  `status` varchar(16) DEFAULT 'publish',
  `password` varchar(32) DEFAULT NULL,
  `commentsNum` int(10) unsigned DEFAULT '0',
  `allowComment` char(1) DEFAULT '0',
  `allowPing` char(1) DEFAULT '0',
  `allowFeed` char(1) DEFAULT '0',
  `parent` int(10) unsigned DEFAULT '0',
  `views` int(10) DEFAULT '0',
  PRIMARY KEY (`cid`)
) ENGINE=MyISAM DEFAULT CHARSET=utf8mb4;
INSERT INTO `typecho_contents` VALUES (1,'茶馆',NULL,1609473600,1609473600,'<!--markdown-->城南有家茶馆。\r\n老板姓陈; 他说：\'来了\'。\r\n\r\n![门](https://tea.example/usr/uploads/2021/01/door.png)\r\n\r\n```php\r\necho \"茶\";\r\n```\r\n\r\n再看[另一篇](https://tea.example/archives/2/)。',0,1,NULL,'post','publish',NULL,1,'1','1','1',0,12),
(2,'老树','old-tree',1612152000,1612238400,'树下<b>有人</b>下棋。\n第二行。\n\n<img src=\"/usr/uploads/2021/01/lamp.png\" alt=\"灯\">\n\n第三段 1 * 2。',0,1,NULL,'post','publish',NULL,0,'1','1','1',0,3),
(3,'上锁','lock',1612152001,1612152001,'<!--markdown-->PRIVATE-1 上锁的字。',0,1,NULL,'post','publish','SECRET-2',0,'1','1','1',0,0),
(4,'私密','secret',1612152002,1612152002,'<!--markdown-->PRIVATE-3 私密的字。',0,1,NULL,'post','private',NULL,0,'1','1','1',0,0),
(5,'草稿','draft',1612152003,1612152003,'<!--markdown-->PRIVATE-4 草稿的字。',0,1,NULL,'post_draft','publish',NULL,0,'1','1','1',0,0),
(6,'回复可见','reply',1612152004,1612152004,'<!--markdown-->谁都能看。\n\n[hide]PRIVATE-5 回复才能看。[/hide]',0,1,NULL,'post','publish',NULL,0,'1','1','1',0,0),
(7,'关于','about',1609473600,1609473600,'<!--markdown-->喝茶的人。',0,1,NULL,'page','publish',NULL,0,'1','1','1',0,0),
(8,'door.png','door-png',1609473600,1609473600,'a:2:{s:4:\"name\";s:8:\"door.png\";s:4:\"path\";s:28:\"/usr/uploads/2021/01/door.png\";}',0,1,NULL,'attachment','publish',NULL,0,'1','0','1',1,0),
(9,'gone.zip','gone-zip',1609473600,1609473600,'a:2:{s:4:\"name\";s:8:\"gone.zip\";s:4:\"path\";s:28:\"/usr/uploads/2021/01/gone.zip\";}',0,1,NULL,'attachment','publish',NULL,0,'1','0','1',1,0);
INSERT INTO `typecho_metas` (`mid`, `name`, `slug`, `type`, `description`, `count`, `order`, `parent`) VALUES (1,'生活','life','category',NULL,2,1,0),(2,'喝茶','tea','category',NULL,1,2,1),(3,'城南','south','tag',NULL,1,0,0);
INSERT INTO `typecho_relationships` VALUES (1,2),(1,3),(2,1);
INSERT INTO `typecho_comments` VALUES (1,1,1609560000,'隔壁老王',0,1,'SECRET-6@tea.example','https://wang.example','SECRET-7','Mozilla','改天去坐坐。','comment','approved',0),(2,1,1609560001,'广告',0,1,'x@tea.example','','','','PRIVATE-8 广告','comment','spam',0);
INSERT INTO `typecho_options` VALUES ('title',0,'城南茶话'),('description',0,'一盏茶的工夫'),('siteUrl',0,'https://tea.example'),('timezone',0,'28800'),('lang',0,NULL),('rewrite',0,'1'),('pageSize',0,'5'),('routingTable',0,'a:2:{i:0;a:0:{}s:4:\"post\";a:3:{s:3:\"url\";s:24:\"/archives/[cid:digital]/\";s:6:\"widget\";s:14:\"Widget_Archive\";}s:4:\"page\";a:3:{s:3:\"url\";s:12:\"/[slug].html\";}}'),('secret',0,'SECRET-9');
INSERT INTO `typecho_users` VALUES (1,'chen','SECRET-9','SECRET-6@tea.example','https://tea.example','陈掌柜',1609473600,0,0,'administrator','x');
INSERT INTO `typecho_fields` VALUES (1,'thumb','str','/usr/uploads/2021/01/lamp.png',0,0),(2,'mood','str','好',0,0);
